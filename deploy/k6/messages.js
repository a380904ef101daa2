// The native protocol as a k6 script needs it: nothing of k6 and nothing of Node in here, so that both can run it.

/** A frame, ms. */
export const FRAME_MS = 20;
/** What the caller's recording has, and what the reply is asked for in. */
export const SAMPLE_RATE = 16000;
const FRAME_BYTES = (SAMPLE_RATE * FRAME_MS * 2) / 1000;

/** @param base as ws://host:port */
export function callUrl(base, { token, callId }) {
  const query = { token, callId, audio: 'pcm16', rate: SAMPLE_RATE, input: 'pcm16', inputRate: SAMPLE_RATE };
  const pairs = Object.keys(query).map(name => `${name}=${encodeURIComponent(query[name])}`);
  return `${base.replace(/\/$/, '')}/realtime/conversation?${pairs.join('&')}`;
}

/** Caller audio for clients that send JSON only. @param audioData base64 of PCM16 */
export const audioChunk = (audioData, sequenceNumber) =>
  JSON.stringify({
    type: 'audio_chunk',
    audioData,
    sequenceNumber,
    sampleRate: SAMPLE_RATE,
    channels: 1,
    timestamp: Date.now(),
  });

export const textInput = text => JSON.stringify({ type: 'text_input', text });
export const heartbeat = eventId => JSON.stringify({ type: 'heartbeat', eventId });
export const endCall = reason => JSON.stringify({ type: 'end_call', reason });

/**
 * The sound of a WAV file of 16 bits, in binary messages of 20 ms; what is left over at the end is left out.
 * @param {ArrayBuffer} wav
 */
export function framesOf(wav) {
  const view = new DataView(wav);
  const nameAt = at => String.fromCharCode(...new Uint8Array(wav, at, 4));
  let at = 12;
  while (nameAt(at) !== 'data') at += 8 + view.getUint32(at + 4, true);
  const from = at + 8;
  const bytes = Math.min(view.getUint32(at + 4, true), wav.byteLength - from);
  const frames = [];
  for (let done = 0; done + FRAME_BYTES <= bytes; done += FRAME_BYTES)
    frames.push(wav.slice(from + done, from + done + FRAME_BYTES));
  return frames;
}

/** A message of 20 ms in which nobody speaks. */
export const silence = () => new ArrayBuffer(FRAME_BYTES);

/** What a text message of the service says; null for what is none. */
export function read(text) {
  try {
    const message = JSON.parse(text);
    return typeof message.type === 'string' ? message : null;
  } catch {
    return null;
  }
}
