import { Configuration } from '@app/config';
import { SpeculationAccount, endpointingStrategies } from '@app/conversation';
import { loadEngine, vadFragments } from '@app/vad';
import { castOf } from './cast';
import { loadSpokenRecordings } from './aligned-words';
import { takeTurns } from './taking-turns';
import { meant, notMeant, speakOver } from './speaking-over';
import { percentile } from './percentiles';

async function main(): Promise<void> {
  const voiceActivity = await loadEngine(Configuration.load(vadFragments, process.env));
  const casts = castOf(loadSpokenRecordings());
  const instance = () => ({
    voiceActivity,
    endpointing: endpointingStrategies.adaptive(450),
    speculation: new SpeculationAccount(0.6),
  });
  const p = (v: number[]) =>
    [0.5, 0.95, 0.99]
      .map(s =>
        Math.round(
          percentile(
            v.filter(x => !isNaN(x)),
            s,
          ),
        ),
      )
      .join('/');
  if (!process.argv.includes('--over')) {
    const t0 = performance.now();
    const out = await takeTurns(instance(), casts, 350, Number(process.argv[2] ?? 1));
    const ok = out.filter(o => !o.cutIn);
    console.log(
      voiceActivity.name,
      Math.round(performance.now() - t0),
      'ms; n',
      out.length,
      'endpoint',
      p(ok.map(o => o.endpointMs)),
      'v2v',
      p(ok.map(o => o.voiceToVoiceMs)),
      'cut',
      out.filter(o => o.cutIn).length,
      'missed',
      out.filter(o => o.missed).length,
      'twice',
      out.filter(o => o.twice).length,
      'lost',
      out.filter(o => o.lost).length,
      'bridged',
      out.filter(o => o.bridged).length,
    );
    const kinds = [...new Set(out.map(o => o.kind))];
    for (const k of kinds) {
      const of = out.filter(o => o.kind === k);
      console.log(
        '  ',
        k,
        of.length,
        'cut',
        of.filter(o => o.cutIn).length,
        'endpoint',
        p(of.filter(o => !o.cutIn).map(o => o.endpointMs)),
      );
    }
  }
  const t0 = performance.now();
  const out = await speakOver(instance(), casts, 40, 1000);
  console.log(Math.round(performance.now() - t0), 'ms');
  for (const what of [...meant, ...notMeant]) {
    const of = out.filter(o => o.what === what);
    console.log(
      what,
      of.length,
      'dropped',
      of.filter(o => o.dropped).length,
      'stop',
      p(of.map(o => o.stopMs)),
      'clear',
      p(of.map(o => o.clearMs)),
      'paused',
      of.filter(o => o.paused).length,
      'broken',
      of.filter(o => !o.whole).length,
      'unsettled',
      of.filter(o => !o.settled).length,
    );
    for (const o of of.filter(
      o =>
        !o.whole ||
        !o.settled ||
        (meant as readonly string[]).includes(what) === !o.dropped ||
        o.stopMs > 250,
    ))
      console.log('    ', JSON.stringify(o));
  }
  process.exit(0);
}
void main();
