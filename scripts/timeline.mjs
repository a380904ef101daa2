// Draws the file of a call (CALL_LOG_DIR) as a waterfall: `npm run timeline -- FILE [PAGE]`. One page, nothing beside it.
import { readFileSync, writeFileSync } from 'node:fs';

const COLOURS = {
  audio_preprocessing: '#7f8c8d',
  endpointing: '#95a5a6',
  speech_to_text: '#2980b9',
  ai_generation: '#8e44ad',
  text_to_speech: '#d35400',
  playout: '#27ae60',
};
const OTHER = '#16a085';

const [file, page = `${file}.html`] = process.argv.slice(2);
if (!file) {
  process.stderr.write('Usage: npm run timeline -- FILE [PAGE]\n');
  process.exit(2);
}
writeFileSync(page, draw(JSON.parse(readFileSync(file, 'utf8'))));
process.stdout.write(`${page}\n`);

function draw(call) {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${escape(call.callId)}</title>
<style>
  body { font: 14px/1.4 system-ui, sans-serif; margin: 2rem; color: #222; background: #fff; }
  h1 { font-size: 1.3rem; } h2 { font-size: 1rem; margin: 1.5rem 0 0.3rem; }
  .facts, .said { color: #555; }
  .row { display: grid; grid-template-columns: 12rem 1fr 5rem; align-items: center; gap: 0.5rem; }
  .row span:last-child { text-align: right; font-variant-numeric: tabular-nums; }
  .lane { position: relative; height: 1rem; background: #f2f3f4; }
  .lane i { position: absolute; height: 100%; min-width: 2px; border-radius: 2px; }
  .failed { outline: 2px solid #c0392b; }
</style>
<h1>${escape(call.callId)}</h1>
<p class="facts">${escape(call.startedAt)} · ${ms(call.durationMs)} · ended by ${escape(call.endReason)} ·
${call.turns.length} turns${call.traceId ? ` · trace ${escape(call.traceId)}` : ''}</p>
${drawTurns(call.turns, call.said ?? []).join('\n')}
</html>
`;
}

/** Every word once: under the turn in which it was said, or between turns. */
function drawTurns(turns, said) {
  const parts = [];
  let left = [...said];
  for (const turn of [...turns].sort((one, other) => one.startMs - other.startMs)) {
    const end = turn.endMs ?? Math.max(turn.startMs, ...turn.stages.map(stage => stage.endMs));
    parts.push(...drawWords(left.filter(({ atMs }) => atMs < turn.startMs)));
    parts.push(
      drawTurn(turn, end, drawWords(left.filter(({ atMs }) => atMs >= turn.startMs && atMs <= end))),
    );
    left = left.filter(({ atMs }) => atMs > end);
  }
  return [...parts, ...drawWords(left)];
}

function drawWords(said) {
  return said.map(
    ({ atMs, who, text }) => `<div class="said">${escape(who)} at ${ms(atMs)}: ${escape(text)}</div>`,
  );
}

function drawTurn(turn, end, words) {
  const facts = [
    turn.outcome ?? 'unfinished',
    turn.firstAudioMs !== null && `first sound ${ms(turn.firstAudioMs)}`,
    turn.voiceToVoiceMs !== null && `voice to voice ${ms(turn.voiceToVoiceMs)}`,
    turn.endpointReason && `endpoint: ${turn.endpointReason}`,
    turn.speculationMs !== null && `begun ${ms(turn.speculationMs)} ahead`,
    ...turn.marks.map(mark => `${mark.name} at ${ms(mark.atMs - turn.startMs)}`),
  ].filter(Boolean);
  const rows = [...turn.stages]
    .sort((one, other) => one.startMs - other.startMs)
    .map(stage => bar(stage, turn.startMs, end));
  return `<h2>Turn ${turn.number}, at ${ms(turn.startMs)}</h2>
<p class="facts">${facts.map(escape).join(' · ')}</p>${words.join('')}
${rows.join('\n')}`;
}

function bar({ name, startMs, endMs, outcome }, from, to) {
  const whole = Math.max(1, to - from);
  const left = (((startMs - from) / whole) * 100).toFixed(2);
  const width = (((endMs - startMs) / whole) * 100).toFixed(2);
  const failed = outcome === 'ok' ? '' : ' class="failed"';
  const style = `left:${left}%;width:${width}%;background:${COLOURS[name] ?? OTHER}`;
  return `<div class="row"><span>${escape(name)}</span><div class="lane"><i${failed} style="${style}" title="${escape(outcome)}"></i></div><span>${ms(endMs - startMs)}</span></div>`;
}

function ms(value) {
  return value < 10_000 ? `${Math.round(value)} ms` : `${(value / 1000).toFixed(1)} s`;
}

function escape(text) {
  return String(text).replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}
