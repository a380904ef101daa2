import { connect, Playback } from '@app/client';
import type { CallClient, CallClosed } from '@app/client';
import type { Clock, Timer } from '@app/core';
import type { ServerMessage, ServerMessageNamed } from '@app/protocol';
import type { CallArguments } from './call-arguments';
import type { CallSummary } from './call-summary';
import { CallProgress } from './dialogue/call-progress';
import { DialogueLog } from './dialogue/dialogue-log';
import { DialogueView } from './dialogue/dialogue-view';
import type { Screen } from './dialogue/screen';
import { CallerVoice } from './line/caller-voice';
import { inputEncoder } from './line/input-encoder';
import type { InputEncoder } from './line/input-encoder';
import { Metronome } from './line/metronome';
import { ReplyDecoder } from './line/reply-decoder';
import { saveRecording } from './save-recording';

/** The server's last words are waited for so long. */
const GOODBYE_MS = 3000;
const BEATS_PER_DRAWING = 5;

/** One call from the first frame to the last word. */
export class PlacedCall {
  private readonly voice: CallerVoice;
  private readonly encode: InputEncoder;
  private readonly decoder: ReplyDecoder;
  private readonly heard: Playback;
  private readonly log = new DialogueLog();
  private readonly progress: CallProgress;
  private readonly metronome: Metronome;
  private readonly errors: ServerMessageNamed<'error'>['data'][] = [];
  private ended: ServerMessageNamed<'session_ended'> | null = null;
  private callId: string | null = null;
  private bargeIn: 'none' | 'armed' | 'due' | 'done';
  private bargeInTimer: Timer | null = null;
  private goodbye: Timer | null = null;
  private beats = 0;

  private constructor(
    private readonly client: CallClient,
    private readonly call: CallArguments,
    private readonly clip: Int16Array,
    private readonly view: DialogueView,
    private readonly clock: Clock,
  ) {
    this.voice = new CallerVoice(call.input.sampleRate);
    this.encode = inputEncoder(call.input);
    this.decoder = new ReplyDecoder(
      call.reply,
      pcm => this.hear(pcm),
      error => view.note(`the answer cannot be played: ${String(error)}`),
    );
    this.heard = new Playback(call.reply.sampleRate, () => clock.now());
    this.progress = new CallProgress(clock);
    this.metronome = new Metronome(clock, () => this.beat());
    this.bargeIn = call.bargeInAtMs === null ? 'none' : 'armed';
    client.on('message', message => this.take(message));
    client.on('audio', data => this.decoder.frame(data));
  }

  /**
   * Connects; the caller begins to speak at once.
   * @param hangUp ends the call, also before there is one
   * @throws ConnectionRefused, or the socket's error
   */
  static async open(
    call: CallArguments,
    clip: Int16Array,
    screen: Screen,
    clock: Clock,
    hangUp: AbortSignal,
  ): Promise<PlacedCall> {
    const { url, token, language, input, reply } = call;
    const client = await connect(url, {
      token,
      audio: reply.encoding,
      rate: reply.sampleRate,
      input: input.encoding,
      inputRate: input.sampleRate,
      signal: hangUp,
      ...(language !== null && { language }),
    });
    const startedAt = clock.now();
    const view = new DialogueView(screen, () => clock.now() - startedAt);
    const placed = new PlacedCall(client, call, clip, view, clock);
    hangUp.addEventListener('abort', () => placed.hangUp(), { once: true });
    placed.speak();
    placed.metronome.start();
    return placed;
  }

  /** Resolves when the call is over, however it ends. */
  async finish(): Promise<CallSummary> {
    const closed = await this.client.closed;
    this.metronome.stop();
    this.bargeInTimer?.cancel();
    this.goodbye?.cancel();
    await this.decoder.close();
    this.view.end();
    const { saveTo } = this.call;
    if (saveTo !== null) await saveRecording(saveTo, this.voice, this.heard);
    return this.summary(closed);
  }

  /** Says goodbye; a server that does not answer is left. Idempotent. */
  hangUp(): void {
    if (this.goodbye) return;
    this.metronome.stop();
    this.goodbye = this.clock.after(GOODBYE_MS, () => this.client.vanish());
    void this.client.end('the caller has heard the answer');
  }

  private beat(): void {
    const frame = this.voice.next();
    this.client.sendAudio(this.encode(frame));
    this.view.caller.heard(frame);
    if (this.beats++ % BEATS_PER_DRAWING === 0) this.view.drawMeters();
    if (this.progress.over(this.silent)) this.hangUp();
  }

  private get silent(): boolean {
    const toCome = this.bargeIn === 'due' || this.voice.speaking;
    return !toCome && !this.decoder.busy && this.heard.queuedMs === 0;
  }

  private speak(): void {
    this.voice.say(this.clip);
    this.progress.callerSpeaks();
  }

  private take(message: ServerMessage): void {
    this.callId = message.callId;
    this.log.take(message);
    this.progress.take(message);
    this.view.show(message);
    if (message.type === 'ai_response') this.decoder.part(message.data.audioData ?? '');
    if (message.type === 'audio_clear') this.stopListening();
    if (message.type === 'error') this.errors.push(message.data);
    if (message.type === 'session_ended') this.ended = message;
  }

  private stopListening(): void {
    this.decoder.clear();
    this.heard.clear();
  }

  private hear(pcm: Int16Array): void {
    this.view.assistant.heard(pcm);
    const turn = this.log.sound(this.heard.push(pcm));
    if (!turn) return;
    this.progress.sounded(turn.turnId);
    this.view.firstSound(turn);
    if (this.bargeIn === 'armed' && this.progress.answered) this.prepareBargeIn();
  }

  private prepareBargeIn(): void {
    this.bargeIn = 'due';
    this.bargeInTimer = this.clock.after(this.call.bargeInAtMs ?? 0, () => {
      this.bargeIn = 'done';
      this.view.note('the caller speaks over the answer');
      this.speak();
    });
  }

  private summary({ code }: CallClosed): CallSummary {
    const { reason, report } = this.ended?.data ?? { reason: null, report: null };
    return {
      answered: this.progress.answered,
      callId: this.callId ?? '',
      sessionId: this.client.session.sessionId,
      durationMs: this.voice.elapsedMs,
      closeCode: code,
      endReason: reason,
      turns: this.log.turns,
      errors: this.errors.map(error => ({ code: error.code, message: error.message })),
      report,
      savedTo: this.call.saveTo,
    };
  }
}
