import { describeContract, voiceActivityContract } from '@app/testing';
import { SileroEngine } from '../silero/silero-engine';
import { aligned, describeWindowEngine, listen, spoken } from '../silero/window-engine.spec-kit';
import { HybridEngine } from './hybrid-engine';

const make = (): Promise<HybridEngine> => HybridEngine.create({ threshold: 0.5 });

describeContract('hybrid', voiceActivityContract, { make });
describeWindowEngine('hybrid', make);

describe('The hybrid', () => {
  it.each([...aligned, { file: 'jfk.wav' }])(
    'begins where Silero alone does, and ends near it: $file',
    async ({ file }) => {
      const pcm = spoken(file, 16_000);
      const alone = listen(await SileroEngine.create({ threshold: 0.5 }), pcm, 16_000);
      const gated = listen(await make(), pcm, 16_000);
      expect(gated).toHaveLength(alone.length);
      for (const [i, { type, at }] of gated.entries()) {
        expect(type).toBe(alone[i]!.type);
        expect(Math.abs(at - alone[i]!.at)).toBeLessThanOrEqual(type === 'speech-started' ? 64 : 200);
      }
    },
  );
});
