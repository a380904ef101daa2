import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { standardCall } from '../driver/call-plan';
import { optionTable, shownAs, usage } from './option-table';
import type { OptionName } from './option-table';
import { readOptions } from './options';

const read = (line: string, program = 'load'): ReturnType<typeof readOptions> =>
  readOptions(line.split(' ').filter(Boolean), {}, program);

describe('The options of the load programs', () => {
  it('leave everything to the program where none is given', () => {
    expect(read('')).toEqual({
      calls: null,
      seconds: null,
      providers: 'simulated',
      plan: {},
      short: false,
      profile: null,
      target: null,
      token: 'valid_load_any',
    });
  });

  it('say how many calls, for how long, against what', () => {
    expect(read('--calls 50,100 --seconds 7.5 --providers azure --short --profile here')).toMatchObject({
      calls: [50, 100],
      seconds: 7.5,
      providers: 'azure',
      short: true,
      profile: 'here',
    });
    const environment = { TARGET_URL: 'ws://host:1', TARGET_TOKEN: 't' };
    expect(readOptions([], environment, 'load')).toMatchObject({ target: 'ws://host:1', token: 't' });
  });

  it('say how callers behave, and change nothing else of the plan', () => {
    const line =
      '--talk 0.25 --jitter 30 --loss 0.01 --barge-ins 0.2 --call-seconds 40 --vanish 0.1 ' +
      '--input mulaw --input-rate 8000 --audio opus --rate 24000';
    expect({ ...standardCall, ...read(line).plan }).toEqual({
      wire: 'binary',
      input: 'mulaw',
      inputRate: 8000,
      audio: 'opus',
      rate: 24_000,
      talkRatio: 0.25,
      jitterMs: 30,
      loss: 0.01,
      bargeIns: 0.2,
      callS: 40,
      vanish: 0.1,
    });
    expect({ ...standardCall, ...read('--wire json').plan }).toEqual({ ...standardCall, wire: 'json' });
    expect(read('--loss 0 --jitter 0 --call-seconds 0').plan).toEqual({ loss: 0, jitterMs: 0, callS: 0 });
  });

  it.each([
    ['--calls 601', /--calls takes numbers from 1 to 600, not 601/],
    ['--calls 50,601', /not 601/],
    ['--calls 10.5', /--calls takes whole numbers, not 10.5/],
    ['--calls 0', /not 0/],
    ['--calls 50,', /--calls takes numbers/],
    ['--calls many', /not many/],
    ['--seconds 0', /--seconds/],
    ['--seconds Infinity', /--seconds/],
    ['--loss 1.5', /--loss takes numbers from 0 to 1/],
    ['--barge-ins -0.1', /barge-ins/],
    ['--talk 0', /--talk takes numbers from 0.05 to 0.9/],
    ['--jitter 501', /--jitter/],
    ['--vanish 2', /--vanish/],
    ['--input opus', /--input takes pcm16 or mulaw or alaw, not opus/],
    ['--input-rate 44100', /--input-rate takes 8000 or 16000/],
    ['--audio mp3', /--audio takes/],
    ['--rate 11025', /--rate takes/],
    ['--wire xml', /--wire takes binary or json/],
    ['--wire json --input mulaw', /--wire json carries pcm16/],
    ['--providers other', /--providers takes/],
    ['--nonsense', /nonsense/],
    ['stray', /stray/],
  ])('do not take %s', (line, says) => {
    expect(() => read(line)).toThrow(says);
  });

  it('limits those who speak, and not those who say nothing', () => {
    expect(read('--calls 600').calls).toEqual([600]);
    expect(read('--calls 10000', 'connections').calls).toEqual([10_000]);
    expect(() => read('--calls 0.5', 'connections')).toThrow(/whole/);
  });

  it('are those of docs/load.md, and of --help', () => {
    const page = readFileSync(join(__dirname, '../../../docs/load.md'), 'utf8');
    const rows = [...page.matchAll(/^\| `(--[^`]+)` +\| (.*?) +\|$/gm)].map(([, name, says = '']) => [
      name,
      says.replace(/\[([^\]]+)\]\([^)]+\)/g, '$1'),
    ]);
    const names = Object.keys(optionTable) as OptionName[];
    expect(rows).toEqual(names.map(name => [shownAs(name), optionTable[name].says]));
    for (const name of names) expect(usage()).toContain(shownAs(name));
  });
});
