import type { CallObserver, TurnId } from '@app/core';
import { combineObservers } from './combine-observers';

const TURN = 'call-1:1' as TurnId;

/** Writes down every call, whichever method. */
const writingInto = (log: unknown[], name: string): CallObserver =>
  new Proxy({} as CallObserver, {
    get:
      (_, method) =>
      (...args: unknown[]) =>
        void log.push([name, method, ...args]),
  });

describe('combineObservers', () => {
  it('tells each observer everything, in order', () => {
    const log: unknown[] = [];
    const both = combineObservers(writingInto(log, 'a'), writingInto(log, 'b'));
    both.turnBegan(TURN);
    both.stage('ai_generation', 1, 'ok');
    both.firstAudio(TURN, 2, null);
    both.endpointing(3, 'question');
    both.speculation('hit', 6);
    both.deadAir();
    both.turnEnded(TURN, 'error');
    both.bargeIn(7);
    both.interruption('real');
    both.event({ type: 'speech-started', at: 4 });
    both.ended('idle', 5);
    const told = [
      ['turnBegan', TURN],
      ['stage', 'ai_generation', 1, 'ok'],
      ['firstAudio', TURN, 2, null],
      ['endpointing', 3, 'question'],
      ['speculation', 'hit', 6],
      ['deadAir'],
      ['turnEnded', TURN, 'error'],
      ['bargeIn', 7],
      ['interruption', 'real'],
      ['event', { type: 'speech-started', at: 4 }],
      ['ended', 'idle', 5],
    ];
    expect(log).toEqual(
      told.flatMap(entry => [
        ['a', ...entry],
        ['b', ...entry],
      ]),
    );
  });
});
