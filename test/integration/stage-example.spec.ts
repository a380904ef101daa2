import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StageDescriptor } from '@app/core';
import { CallerVoice, speak } from '../e2e/support/caller-voice';
import { Service } from '../e2e/support/service';
import { cleanLanguage } from './examples/clean-language/clean-language';
import { quieter } from './examples/quieter/quieter';

const broken: StageDescriptor = {
  name: 'broken',
  on: 'caller-text',
  budgetMs: 5,
  create: () => ({
    process: () => {
      throw new Error('this stage never works');
    },
  }),
};

describe('A processing stage', () => {
  let service: Service;
  let voice: CallerVoice;
  beforeAll(async () => {
    const environment = {
      STT_PROVIDER: 'simulated',
      SIMULATED_STT_TEXT: 'hello',
      AI_PROVIDER: 'simulated',
      SIMULATED_AI_TEXT: 'That is damn good.',
      SIMULATED_AI_FIRST_TOKEN_MS: '1',
      SIMULATED_AI_TOKEN_INTERVAL_MS: '1',
    };
    service = await Service.start(environment, [quieter, broken, cleanLanguage]);
    voice = await CallerVoice.create();
  });
  afterAll(async () => {
    await voice.close();
    await service.stop();
  });

  it('works in every call, is measured, and one that breaks costs nothing but a count', async () => {
    const call = await service.call();
    const reply = call.next('ai_response', ({ data }) => data.isLast);
    speak(call, await voice.say('hello'));
    expect((await reply).data.text).toBe('That is goodness good.');
    await call.end();
    const { body } = await service.get('/metrics');
    const metrics = String(body);
    for (const stage of ['quieter', 'broken', 'clean_language']) {
      expect(metrics).toMatch(
        new RegExp(`realtime_stage_latency_seconds_count\\{[^}]*stage="${stage}"[^}]*\\} [1-9]`),
      );
    }
    expect(metrics).toMatch(/realtime_errors_total\{code="stage_broken"\} 1/);
  });

  it.each(['clean-language', 'quieter'])('the page shows the example %s as it is run', name => {
    const page = readFileSync(join(__dirname, '../../docs/processing-stage.md'), 'utf8');
    const source = readFileSync(join(__dirname, `examples/${name}/${name}.ts`), 'utf8');
    expect(page).toContain(`\`\`\`ts\n${source}\`\`\``);
  });
});
