import { VirtualClock } from '@app/testing';
import { CallProgress } from './call-progress';
import { DialogueLog } from './dialogue-log';
import { DialogueView } from './dialogue-view';
import { latencyLine } from './latency-line';
import { final, message, reply, stage } from './messages.spec-kit';
import { Screen } from './screen';

const started = message('speech_started', { at: 100 });
const stopped = (at: number): ReturnType<typeof message<'speech_stopped'>> =>
  message('speech_stopped', { at });

describe('DialogueLog', () => {
  it('puts words, answer and latencies of a turn together', () => {
    const log = new DialogueLog();
    const first = [
      stopped(2000),
      stage('audio_preprocessing', 1),
      final('hello there'),
      stage('speech_to_text', 20),
    ];
    for (const each of [...first, stage('ai_generation', 25), reply('t:1', 'Good day.', 0, false)])
      log.take(each);
    const turn = log.sound(2480);
    expect(log.sound(2500)).toBeNull();
    for (const each of [
      stage('text_to_speech', 90),
      reply('t:1', 'Who is there?', 1),
      stage('completed', 3000),
    ])
      log.take(each);
    expect(log.turns).toEqual([turn]);
    expect(turn).toEqual({
      turnId: 't:1',
      caller: 'hello there',
      confidence: 0.9,
      reply: 'Good day. Who is there?',
      source: 'script',
      stages: {
        audio_preprocessing: 1,
        speech_to_text: 20,
        ai_generation: 25,
        text_to_speech: 90,
        completed: 3000,
      },
      voiceToVoiceMs: 480,
      interruptedAtMs: null,
    });
    expect(latencyLine(turn!)).toBe(
      'understood 20 ms · answer 5 ms · first sound 65 ms · voice to voice 480 ms',
    );
  });

  it('keeps the times of one turn out of the next', () => {
    const log = new DialogueLog();
    for (const each of [reply('t:1', 'One.'), stage('text_to_speech', 50)]) log.take(each);
    log.sound(0);
    for (const each of [stage('ai_generation', 7), stage('text_to_speech', 60), reply('t:2', 'Two.')])
      log.take(each);
    expect(log.turns.map(turn => turn.stages)).toEqual([
      { text_to_speech: 50 },
      { ai_generation: 7, text_to_speech: 60 },
    ]);
    expect(log.turns.map(turn => [turn.caller, turn.voiceToVoiceMs])).toEqual([
      [null, null],
      [null, null],
    ]);
  });

  it('notes where an answer was cut short', () => {
    const log = new DialogueLog();
    log.take(reply('t:1', 'A long story.'));
    log.take(message('audio_clear', { turnId: 't:1', heardMs: 700, heardText: 'A long' }));
    expect(log.turns[0]!.interruptedAtMs).toBe(700);
  });
});

describe('CallProgress', () => {
  const call = (): { clock: VirtualClock; progress: CallProgress; after(ms: number): boolean } => {
    const clock = new VirtualClock();
    const progress = new CallProgress(clock);
    progress.callerSpeaks();
    const after = (ms: number): boolean => {
      clock.advance(ms);
      return progress.over(true);
    };
    return { clock, progress, after };
  };

  it('ends soon after the answer was played to its end', () => {
    const { progress, after } = call();
    for (const each of [started, stopped(900), final('hello'), reply('t:1', 'Good day.')])
      progress.take(each);
    expect(after(5000)).toBe(false);
    progress.take(stage('completed', 9));
    expect([after(500), after(500)]).toEqual([false, true]);
  });

  it('takes an answer for given once it is heard', () => {
    const { progress } = call();
    for (const each of [started, stopped(900), reply('t:1', 'Good day.')]) progress.take(each);
    expect(progress.answered).toBe(false);
    progress.sounded('t:1');
    expect(progress.answered).toBe(true);
  });

  it('waits while the caller has more to say or something still plays', () => {
    const { clock, progress, after } = call();
    for (const each of [started, stopped(900), reply('t:1', 'Good day.'), stage('completed', 9)])
      progress.take(each);
    clock.advance(60_000);
    expect(progress.over(false)).toBe(false);
    expect(after(500)).toBe(false);
  });

  it('takes a greeting for no answer', () => {
    const { progress, after } = call();
    for (const each of [reply('t:0', 'Hello?'), stage('completed', 9), started, stopped(900)])
      progress.take(each);
    progress.sounded('t:0');
    expect(progress.answered).toBe(false);
    expect(after(14_000)).toBe(false);
    progress.take(reply('t:1', 'Good day.'));
    progress.sounded('t:1');
    expect(progress.answered).toBe(true);
  });

  it('gives up where no answer comes, or an answer breaks off', () => {
    const silent = call();
    expect([silent.after(14_900), silent.after(200)]).toEqual([false, true]);
    const broken = call();
    for (const each of [started, stopped(900), reply('t:1', 'Good')]) broken.progress.take(each);
    expect([broken.after(14_900), broken.after(200)]).toEqual([false, true]);
  });

  it('waits longer for the answer to what was said over the first one', () => {
    const { progress, after } = call();
    for (const each of [started, stopped(900), reply('t:1', 'A long story.')]) progress.take(each);
    progress.callerSpeaks();
    progress.take(message('audio_clear', { turnId: 't:1', heardMs: 700, heardText: 'A long' }));
    expect([after(3000), after(3100)]).toEqual([false, true]);
  });
});

describe('DialogueView', () => {
  const shown = (isTTY: boolean): string => {
    let text = '';
    const screen = new Screen({ isTTY, write: (piece: string) => (text += piece) });
    const view = new DialogueView(screen, () => 1234);
    view.caller.heard(new Int16Array(160).fill(16_384));
    view.drawMeters();
    view.show(message('transcript', { ...final('hel').data, isFinal: false }));
    view.drawMeters();
    view.show(final('hello there'));
    view.show(reply('t:1', 'Good day.'));
    view.show(message('audio_clear', { turnId: 't:1', heardMs: 700, heardText: 'Good' }));
    view.end();
    return text;
  };

  it('is plain lines where it does not go to a terminal', () => {
    expect(shown(false)).toBe(
      [
        '   1.23  you        hello there  (0.90)',
        '   1.23  assistant  Good day.  [script]',
        '   1.23             interrupted after 0.70 s: "Good"',
        '',
      ].join('\n'),
    );
  });

  it('draws levels and words as they come below the lines of a terminal', () => {
    const text = shown(true);
    expect(text).toContain('you ██████████████··  assistant ················');
    expect(text).toContain('hel…');
    expect(text).toContain('\r\x1b[2K   1.23  you');
  });
});
