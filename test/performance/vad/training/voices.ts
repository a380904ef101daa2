import { resample } from '@app/audio';
import { noDeadline, systemClock } from '@app/core';
import type { CallId, TextToSpeech } from '@app/core';
import { embeddedTts } from '@app/speech';
import { alignByEnergy } from '../align-by-energy';
import { BENCH_RATE } from '../noises';
import type { Recording } from '../recordings';

const sentences = [
  'Hello, I am calling about the extended warranty of your vehicle.',
  'Yes, please hold the line for a moment while I look into that.',
  'Our records show that your payment has not arrived yet.',
  'Could you tell me when would be a good time to call back?',
  'She sells sea shells by the shore, and he catches fish in the shallow water.',
  'No, thank you.',
  'We are offering a thirty percent discount until the end of this week.',
  'The quick brown fox jumps over the lazy dog.',
  'My number is five five five, zero one two, eight nine four seven.',
  'Many men may mourn the morning, but few will ever know why.',
  'Speak up, I cannot hear you very well, the connection is bad.',
  'What is the name of the person who is responsible for the account?',
  'Chocolate cake, fresh cheese and a cup of strong coffee would suit us.',
  'Good afternoon, this is a message for the owner of the house.',
  'It was a bright cold day in April, and the clocks were striking thirteen.',
  'Peter put the paper in the top part of the cupboard.',
  'Are you sure about this?',
  'The weather forecast says that heavy rain will reach us before the evening.',
  'Thousands of visitors came to the festival this summer, despite the heat.',
  'All right, I will wait over here until you are ready.',
] as const;

const voices = ['slt', 'rms', 'awb', 'kal16'] as const;
/** Played faster or slower, a voice is another person's: pitch and formants move together. */
const speeds = [0.85, 0.95, 1.05, 1.18] as const;

/** Sentences of the embedded synthesiser, each voice at several sizes of speaker: clean, and aligned by their energy. */
export async function synthesiseVoices(): Promise<Recording[]> {
  const load = await embeddedTts.load();
  const settings = new embeddedTts.settings();
  const tts = await load(settings, { clock: systemClock, phrases: [], warn: () => undefined });
  const recordings: Recording[] = [];
  for (const [i, text] of sentences.entries()) {
    for (const [v, voice] of voices.entries()) {
      const speed = speeds[(i + v) % speeds.length]!;
      const spoken = await speak(tts, text, voice);
      const pcm = resample(spoken, Math.round(BENCH_RATE * speed), BENCH_RATE);
      recordings.push({ name: `${voice} ${i}`, pcm, speech: alignByEnergy(pcm) });
    }
  }
  await tts.close();
  return recordings;
}

async function speak(tts: TextToSpeech, text: string, voice: string): Promise<Int16Array> {
  const scope = { callId: 'training' as CallId, signal: new AbortController().signal, deadline: noDeadline };
  const request = { text, language: 'en-US', voice, sampleRate: BENCH_RATE };
  const chunks: Int16Array[] = [];
  for await (const part of tts.synthesize(request, scope)) {
    if (part.type === 'pcm') chunks.push(resample(part.frame.pcm, part.frame.sampleRate, BENCH_RATE));
  }
  return Int16Array.from(chunks.flatMap(chunk => [...chunk]));
}
