import type { TurnId } from '@app/core';
import { VirtualClock } from '@app/testing';
import type { TurnRecord } from './turn-record';
import { TurnTracker } from './turn-tracker';

const FIRST = 'call-1:1' as TurnId;
const SECOND = 'call-1:2' as TurnId;

describe('the turns of a call', () => {
  let clock: VirtualClock;
  let tracker: TurnTracker;
  let ended: TurnRecord[];
  let begun: number;

  beforeEach(() => {
    clock = new VirtualClock();
    ended = [];
    begun = 0;
    const sink = {
      began: () => begun++,
      speculated: () => undefined,
      ended: (turn: TurnRecord) => ended.push(turn),
    };
    tracker = new TurnTracker(clock, [sink]);
  });

  /** A spoken turn whose caller fell silent 400 ms before its end was decided. */
  const spoken = (turnId: TurnId): void => {
    clock.advance(1000);
    tracker.stage('audio_preprocessing', 20, 'ok');
    clock.advance(180);
    tracker.stage('speech_to_text', 180, 'ok');
    tracker.endpointing(400, 'question');
    clock.advance(300);
    tracker.stage('ai_generation', 300, 'ok');
    clock.advance(100);
    tracker.stage('text_to_speech', 100, 'ok');
    tracker.firstAudio(turnId, 580, 980);
    clock.advance(2000);
    tracker.stage('completed', 2400, 'ok');
    tracker.turnEnded(turnId, 'ok');
  };

  it('begin with the last sound of the caller and hold their stages, each with its time', () => {
    spoken(FIRST);
    const [turn] = ended;
    expect(turn).toMatchObject({
      number: 1,
      turnId: FIRST,
      startMs: 600,
      endMs: 3580,
      outcome: 'ok',
      firstAudioMs: 580,
      voiceToVoiceMs: 980,
      endpointReason: 'question',
    });
    expect(turn!.stages).toEqual([
      { name: 'audio_preprocessing', startMs: 980, endMs: 1000, outcome: 'ok' },
      { name: 'speech_to_text', startMs: 1000, endMs: 1180, outcome: 'ok' },
      { name: 'endpointing', startMs: 600, endMs: 1000, outcome: 'ok' },
      { name: 'ai_generation', startMs: 1180, endMs: 1480, outcome: 'ok' },
      { name: 'text_to_speech', startMs: 1480, endMs: 1580, outcome: 'ok' },
      { name: 'playout', startMs: 1580, endMs: 3580, outcome: 'ok' },
    ]);
  });

  it('keep what is heard over a reply for the next turn', () => {
    tracker.answering();
    tracker.firstAudio(FIRST, 10, null);
    clock.advance(500);
    tracker.stage('audio_preprocessing', 5, 'ok');
    tracker.interruption('real');
    tracker.turnEnded(FIRST, 'cancelled');
    spoken(SECOND);
    const names = ended.map(({ stages }) => stages.map(({ name }) => name));
    expect(names[0]).toEqual(['playout']);
    expect(names[1]!.slice(0, 2)).toEqual(['audio_preprocessing', 'audio_preprocessing']);
    expect(ended[0]!.marks.map(({ name }) => name)).toEqual(['first_audio', 'interrupted']);
  });

  it('have no stage that begins before them', () => {
    clock.advance(100);
    tracker.answering();
    tracker.stage('ai_generation', 90, 'ok');
    tracker.turnEnded(FIRST, 'ok');
    expect(ended[0]).toMatchObject({ startMs: 100, stages: [{ startMs: 100, endMs: 100 }] });
  });

  it('end with the call, and are told of once', () => {
    tracker.answering();
    tracker.answering();
    tracker.ended('caller');
    tracker.ended('caller');
    tracker.turnEnded(FIRST, 'ok');
    expect([begun, ended.length, ended[0]?.outcome]).toEqual([1, 1, 'cancelled']);
  });

  it('keep only so much of what goes on for hours', () => {
    for (let n = 0; n < 1000; n++) tracker.stage('audio_preprocessing', 1, 'ok');
    tracker.answering();
    for (let n = 0; n < 1000; n++) tracker.deadAir();
    tracker.turnEnded(FIRST, 'ok');
    expect(ended[0]!.stages).toHaveLength(64);
    expect(ended[0]!.marks).toHaveLength(64);
  });
});
