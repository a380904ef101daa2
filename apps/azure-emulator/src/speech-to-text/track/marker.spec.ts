import { decodeMulaw, encodeMulaw, resample } from '@app/audio';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mixToMono, parseWav } from '@app/audio';
import { MARKERS, MARKER_MS, readMarker, withMarker } from './marker';
import { TrackRecognizer } from './track-recognizer';

/** Half a minute of somebody reading aloud. */
const speech = ((): { readonly pcm: Int16Array; readonly sampleRate: number } => {
  const file = join(__dirname, '../../../../../test/audio/austen-0870.wav');
  const { pcm, channels, sampleRate } = parseWav(readFileSync(file));
  return { pcm: mixToMono(pcm, channels), sampleRate };
})();

const at = (sampleRate: number): Int16Array => resample(speech.pcm, speech.sampleRate, sampleRate);

function telephone(pcm: Int16Array): Int16Array {
  const bytes = new Uint8Array(pcm.length);
  encodeMulaw(pcm, bytes);
  const out = new Int16Array(pcm.length);
  decodeMulaw(bytes, out);
  return out;
}

const windows = (pcm: Int16Array, sampleRate: number): Int16Array[] => {
  const length = (sampleRate * MARKER_MS) / 1000;
  return Array.from({ length: Math.floor(pcm.length / length) }, (_, i) =>
    pcm.subarray(i * length, (i + 1) * length),
  );
};

describe('A number in the sound', () => {
  const quiet = new Int16Array(4000);

  it('is read from silence, whichever it is', () => {
    for (let id = 0; id < MARKERS; id += 97)
      expect(readMarker(withMarker(quiet, 16_000, id), 16_000)).toBe(id);
    expect(() => withMarker(quiet, 16_000, MARKERS)).toThrow(RangeError);
  });

  it('is not read where there is none', () => {
    expect(readMarker(quiet, 16_000)).toBeNull();
    const found = windows(at(8000), 8000).filter(window => readMarker(window, 8000) !== null);
    expect(found).toEqual([]);
  });

  it('is read beside speech, through a telephone and another sample rate, within a second, and never wrongly', () => {
    const sent = withMarker(at(16_000), 16_000, 1234);
    const heard = windows(telephone(resample(sent, 16_000, 8000)), 8000).map(window =>
      readMarker(window, 8000),
    );
    expect(new Set(heard.filter(id => id !== null))).toEqual(new Set([1234]));
    const missed = heard.map(id => (id === null ? 'x' : '.')).join('');
    expect(missed).not.toContain('xxxx');
  });

  it('says what is heard', () => {
    const recognizer = new TrackRecognizer();
    recognizer.use({ '77': 'hello who is there' });
    const sink = { partial: jest.fn(), final: jest.fn() };
    const listening = { connection: 'stt-1', language: 'en-US', sampleRate: 8000, preRollMs: 200 };
    const ear = recognizer.listen(listening, sink);
    ear.hear(new Int16Array(1600));
    const sound = withMarker(at(8000).subarray(0, 16_000), 8000, 77);
    for (let from = 0; from < sound.length; from += 160) ear.hear(sound.subarray(from, from + 160));
    ear.end(2000);
    expect(sink.partial).toHaveBeenLastCalledWith('hello who is there', expect.any(Number));
    expect(sink.final).toHaveBeenCalledWith(expect.objectContaining({ text: 'hello who is there' }));
  });
});
