import { readFileSync, rmSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Configuration } from '@app/config';
import { END_CALL, defaultSettings, noDeadline, unhurried } from '@app/core';
import type { CallId, ReplyEngine } from '@app/core';
import { VirtualClock } from '@app/testing';
import { scriptReplies } from './provider';
import { ScriptSettings } from './script-settings';

/** The padding of its tables is prettier's business. */
const page = readFileSync(join(__dirname, '../../../../docs/script.md'), 'utf8').replace(/ +\|/g, ' |');
const example = /```yaml\n(.*?)```/s.exec(page)?.[1] ?? '';
/** The rows of the dialogue: what the caller says, what the assistant answers. */
const dialogue = [...page.matchAll(/^\| (.+?) \| (.+?) \| (?:a phrase|keyword|second answer).*\|$/gm)];

describe('the example of docs/script.md', () => {
  let folder: string;
  let engine: ReplyEngine;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'script-'));
    const file = join(folder, 'dentist.yaml');
    writeFileSync(file, example);
    const settings = Configuration.load([ScriptSettings], { SCRIPT_FILE: file }).get(ScriptSettings);
    const make = await scriptReplies.load();
    engine = await make(settings, { clock: new VirtualClock(), phrases: [], warn: () => undefined });
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('holds the dialogue that the page shows, and ends the call with its last answer', async () => {
    expect(dialogue).toHaveLength(4);
    for (const [at, [, said = '', answer]] of dialogue.entries()) {
      const request = {
        ...unhurried,
        input: { kind: 'text' as const, text: said },
        turn: at + 1,
        history: [],
        settings: defaultSettings,
      };
      const scope = {
        callId: 'call-1' as CallId,
        signal: new AbortController().signal,
        deadline: noDeadline,
      };
      let text = '';
      let ends = false;
      for await (const event of engine.reply(request, scope)) {
        if (event.type === 'text') text += event.text;
        if (event.type === 'tool-call') ends = event.name === END_CALL;
      }
      expect({ text, ends }).toEqual({ text: answer, ends: at === dialogue.length - 1 });
    }
  });

  it('explains every key there is', () => {
    const keys = [
      'variables',
      'intents',
      'notUnderstood',
      'message.unheard',
      'message.noted',
      'message.closing',
    ];
    const more = [
      'unknownDigits',
      'answers',
      'phrases',
      'short',
      'keywords',
      'group',
      'dtmf',
      'duringMessage',
    ];
    for (const key of [...keys, ...more, 'repeats']) expect(page).toContain(`| \`${key}\` |`);
    for (const key of ['end: true', 'message: true']) expect(page).toContain(`| \`${key}\` |`);
  });
});

describe('the script provider', () => {
  it('uses the script that comes along unless told otherwise', async () => {
    const settings = Configuration.load([ScriptSettings], {}).get(ScriptSettings);
    const make = await scriptReplies.load();
    const engine = await make(settings, { clock: new VirtualClock(), phrases: [], warn: () => undefined });
    expect(engine).toMatchObject({ name: 'script' });
    expect(engine.health()).toEqual({ status: 'up' });
  });

  it('fails at start with a script that is not there', async () => {
    const settings = Configuration.load([ScriptSettings], { SCRIPT_FILE: '/nowhere.yaml' }).get(
      ScriptSettings,
    );
    const make = await scriptReplies.load();
    const context = { clock: new VirtualClock(), phrases: [], warn: () => undefined };
    await expect(make(settings, context)).rejects.toThrow('/nowhere.yaml');
  });
});
