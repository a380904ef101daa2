import { table } from '../vad/report';
import type { OwnShare } from './live/own-share';
import { percentile } from './percentiles';
import { isVoid } from './bounds';
import { meant, notMeant } from './disturbances';
import type { OverOutcome } from './speaking-over';
import type { TurnOutcome } from './taking-turns';

type Numbers = readonly (number | null)[];

/** Some percentiles in a cell, whole ms; what did not happen is left out. */
function cell(values: Numbers, ...shares: number[]): string {
  const known = values.filter(value => value !== null && !Number.isNaN(value)) as number[];
  if (known.length === 0) return '–';
  return shares.map(share => percentile(known, share).toFixed(0)).join(' / ');
}

const count = <T>(all: readonly T[], is: (each: T) => boolean): string => String(all.filter(is).length);

/** Turns by what was said, and all of them with each way of endpointing. */
export function turnTable(
  turns: readonly TurnOutcome[],
  others: Readonly<Record<string, readonly TurnOutcome[]>>,
): string {
  const kinds = [...new Set(turns.map(({ kind }) => kind))];
  const groups: [string, readonly TurnOutcome[]][] = [
    ...kinds.map((kind): [string, TurnOutcome[]] => [kind, turns.filter(turn => turn.kind === kind)]),
    ['all', turns],
    ...Object.entries(others).map(([name, each]): [string, readonly TurnOutcome[]] => [`all, ${name}`, each]),
  ];
  return table(
    [
      'what is said',
      'turns',
      'with pauses',
      'endpoint P50 / P95 / P99 ms',
      'voice to voice P50 / P95 ms',
      'cut in',
      'missed',
      'twice',
      'words lost',
    ],
    groups.map(([name, group]) => {
      const whole = group.filter(turn => !turn.cutIn);
      return [
        name,
        String(group.length),
        count(group, ({ pauses }) => pauses.length > 0),
        cell(
          whole.map(turn => turn.endpointMs),
          0.5,
          0.95,
          0.99,
        ),
        cell(
          whole.map(turn => turn.voiceToVoiceMs),
          0.5,
          0.95,
        ),
        count(group, turn => turn.cutIn),
        count(group, turn => turn.missed),
        count(group, turn => turn.twice),
        count(group, turn => turn.lost),
      ];
    }),
  );
}

export function overTable(outcomes: readonly OverOutcome[]): string {
  return table(
    [
      'over a reply',
      'times',
      'detected P50 / P95 ms',
      'stopped P50 / P95 ms',
      'cleared P50 / P95 ms',
      'held back',
      'dropped',
      'samples wrong',
      'wrong afterwards',
    ],
    [...meant, ...notMeant].map(name => {
      const group = outcomes.filter(({ what }) => what === name);
      return [
        name,
        String(group.length),
        name.endsWith('echo')
          ? '–'
          : cell(
              group.map(({ detectedMs }) => detectedMs),
              0.5,
              0.95,
            ),
        cell(
          group.map(({ stopMs }) => stopMs),
          0.5,
          0.95,
        ),
        cell(
          group.map(({ clearMs }) => clearMs),
          0.5,
          0.95,
        ),
        count(group, ({ paused, dropped }) => paused || dropped),
        count(group, ({ dropped }) => dropped),
        count(group, ({ whole }) => !whole),
        count(group, ({ settled }) => !settled),
      ];
    }),
  );
}

export function shareTable(share: OwnShare): string {
  const { calls, whole, afterEndpoint, idleLateMs, driverLateMs } = share;
  const row = (name: string, values: readonly number[]): string[] => [
    name,
    String(values.length),
    ...[0.5, 0.95, 0.99].map(share => percentile(values, share).toFixed(1)),
  ];
  return table(
    [`${calls} calls, ms${isVoid(share) ? ' (VOID)' : ''}`, 'turns', 'P50', 'P95', 'P99'],
    [
      row('own share, by the driver’s clock', whole),
      row('own share after the endpoint, by the service’s', afterEndpoint),
      row('taken off: timers of an idle process are late by', [idleLateMs]),
      row('the driver’s frames were late by', driverLateMs),
    ],
  );
}
