import { FRAME_MS } from '@app/core';
import type { VoiceActivity } from '@app/core';
import type { InputFormat, ReplyFormat } from '@app/protocol';
import { VirtualClock, settle } from '@app/testing';
import { BenchConnection } from './bench-connection';
import { inWords } from './frame-step';
import type { FrameStep } from './frame-step';
import { HandClock } from './hand-clock';
import { messagesOf } from './material';

const wide: ReplyFormat = { encoding: 'pcm16', sampleRate: 16_000 };

/** From the message of the socket through voice activity to the recogniser's door. */
export function wholeIn(name: string, format: InputFormat, voiceActivity: VoiceActivity): FrameStep {
  const clock = new HandClock();
  const messages = messagesOf(format);
  const call = new BenchConnection({ clock, voiceActivity, audioIn: format, audioOut: wide, replyFrames: 0 });
  const { socket, traffic } = call;
  return {
    name,
    format: inWords(format),
    frames: messages.length,
    pass() {
      const before = traffic.framesIn;
      for (let i = 0; i < messages.length; i++) {
        clock.time += FRAME_MS;
        socket.emit('message', messages[i]!, true);
      }
      if (traffic.framesIn - before !== messages.length) throw new Error('frames were lost on the way in');
    },
    close: () => call.close(),
  };
}

/** 20 s of one sentence. */
const REPLY_FRAMES = 1000;
/** What is queued lasts longer than this; then the voice is let go on. */
const FRAMES_AT_ONCE = 50;

/** From the sound of a voice through the playout to the message of the socket. */
export function wholeOut(format: ReplyFormat, voiceActivity: VoiceActivity): FrameStep {
  const clock = new VirtualClock();
  const call = new BenchConnection({
    clock,
    voiceActivity,
    audioIn: { encoding: 'pcm16', sampleRate: 16_000 },
    audioOut: format,
    replyFrames: REPLY_FRAMES,
  });
  const { socket, conversation } = call;
  return {
    name: 'whole frame out',
    format: inWords(format),
    frames: REPLY_FRAMES,
    async pass() {
      const before = socket.binarySent;
      conversation.command({ type: 'say', text: 'So much for that.' });
      for (let passed = 0; passed < REPLY_FRAMES; passed += FRAMES_AT_ONCE) {
        await settle();
        for (let i = 0; i < FRAMES_AT_ONCE; i++) clock.advance(FRAME_MS);
      }
      await settle();
      clock.advance(2 * FRAME_MS);
      if (socket.binarySent - before !== REPLY_FRAMES) throw new Error('frames were lost on the way out');
    },
    close: () => call.close(),
  };
}
