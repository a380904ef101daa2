/** A PCM16 WAV file; channels that are shorter end in silence. */
export function formatWav(channels: readonly Int16Array[], sampleRate: number): Uint8Array {
  const frames = Math.max(0, ...channels.map(channel => channel.length));
  const dataBytes = frames * channels.length * 2;
  const file = new Uint8Array(44 + dataBytes);
  const view = new DataView(file.buffer);
  const tag = (at: number, text: string): void => {
    for (let i = 0; i < text.length; i++) file[at + i] = text.charCodeAt(i);
  };
  tag(0, 'RIFF');
  view.setUint32(4, 36 + dataBytes, true);
  tag(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, channels.length, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * channels.length * 2, true);
  view.setUint16(32, channels.length * 2, true);
  view.setUint16(34, 16, true);
  tag(36, 'data');
  view.setUint32(40, dataBytes, true);
  const samples = new Int16Array(file.buffer, 44);
  for (const [offset, channel] of channels.entries()) {
    for (let i = 0; i < channel.length; i++) samples[i * channels.length + offset] = channel[i]!;
  }
  return file;
}
