import { describeContract, voiceActivityContract } from '@app/testing';
import { SileroEngine } from './silero-engine';
import { describeWindowEngine, listen, spoken } from './window-engine.spec-kit';

const make = (): Promise<SileroEngine> => SileroEngine.create({ threshold: 0.5 });

describeContract('Silero', voiceActivityContract, { make });
describeWindowEngine('Silero', make);

describe('The threshold of Silero', () => {
  it('makes it hear less, the higher it is', async () => {
    const pcm = spoken('jfk.wav', 16_000);
    const spokenMs = async (threshold: number): Promise<number> => {
      const heard = listen(await SileroEngine.create({ threshold }), pcm, 16_000);
      return heard.reduce((sum, { type, at }) => sum + (type === 'speech-ended' ? at : -at), 0);
    };
    expect(await spokenMs(0.9)).toBeLessThan((await spokenMs(0.5)) - 500);
    expect(await spokenMs(0.5)).toBeLessThan((await spokenMs(0.2)) - 200);
  });
});
