import type { ResumingCall } from '@app/client';

/** One turn in words: asks, and waits until the answer was heard to its end. */
export async function ask(call: ResumingCall, text: string): Promise<string> {
  const whole = call.next('ai_response', message => message.data.isLast);
  const played = call.next('processing_status', message => message.data.stage === 'completed');
  call.text(text);
  const [answer] = await Promise.all([whole, played]);
  return answer.data.text;
}
