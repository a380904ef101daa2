import { parseEnv } from 'node:util';
import { Configuration } from './configuration';
import { describeEnvironment } from './describe-environment';
import { LatencyTargets } from './latency-targets';
import { ProviderChoice } from './provider-choice';
import { ServerSettings } from './server-settings';
import { Setting } from './setting';

class SpeechEngine {
  @Setting(['SPEECH_KEY', 'OLD_SPEECH_KEY'], 'text', 'Its key', { secret: true, example: 'your_speech_key' })
  key: string | null = null;

  @Setting('SPEECH_MODEL', 'text', 'Directory of the model', { example: '/models/speech' })
  model: string | null = null;

  @Setting('SPEECH_HINT', 'text', 'What to expect')
  hint = "it's # loud";

  @Setting('SPEECH_POOL', 'json', 'Pool')
  pool: readonly { weight: number }[] = [{ weight: 1 }];

  @Setting('SPEECH_NOTE', 'text', 'A note')
  note: string | null = null;
}

class SecondEngine {
  @Setting('SPEECH_KEY', 'text', 'The same key', { secret: true })
  key: string | null = null;
}

describe('describeEnvironment', () => {
  const text = describeEnvironment([SpeechEngine, SecondEngine]);

  it('explains each variable above it, in a group per fragment', () => {
    expect(text).toContain(
      '# --- Speech engine ---\n# Its key (also read: OLD_SPEECH_KEY)\nSPEECH_KEY=your_speech_key\n',
    );
  });

  it('comments an example out that would otherwise count as set', () => {
    expect(text).toContain('# Directory of the model\n# SPEECH_MODEL=/models/speech\n');
  });

  it('leaves a variable without default and example empty', () => {
    expect(text).toContain('# A note\nSPEECH_NOTE=\n');
  });

  it('writes a variable of two fragments once, and no group without variables', () => {
    expect(text.match(/SPEECH_KEY=/g)).toHaveLength(1);
    expect(text).not.toContain('Second engine');
  });

  it('copied as it is, gives exactly the defaults', () => {
    const fragments = [SpeechEngine, ServerSettings, LatencyTargets, ProviderChoice];
    const environment = parseEnv(describeEnvironment(fragments));
    const copied = Configuration.load(fragments, environment);
    for (const fragment of fragments) expect(copied.get<object>(fragment)).toEqual(new fragment());
    expect(environment).toMatchObject({ PORT: '3002', TARGET_TOTAL_PIPELINE_LATENCY: '800' });
    expect(environment).not.toHaveProperty('STT_PROVIDER');
  });
});
