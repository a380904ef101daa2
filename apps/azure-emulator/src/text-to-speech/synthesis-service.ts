import { at, parsedJson } from '../server/json';
import type { SpeechPeer } from '../server/speech-peer';
import { WireError } from '../wire/speech-message';
import type { SpeechMessage } from '../wire/speech-message';
import { outputFormat } from './output-format';
import type { SpeechStore } from './speech-store';
import { parseSsml } from './ssml';
import { synthesisRequest } from './synthesis-request';
import type { SynthesisRequest } from './synthesis-request';
import { SynthesisTurn } from './synthesis-turn';

/** `en-US-AvaNeural`, `zh-CN-XiaoxiaoMultilingualNeural`, `en-US-Ava:DragonHDLatestNeural` … */
const VOICE = /^[a-z]{2,3}-(?:[A-Z][a-z]{3}-)?[A-Za-z]{2,}-\w+/;
const SENTENCE = /^[\s\S]*?[.!?。！？]+(?=\s|$|\p{Script=Han})/u;

/** One connection of text to speech: a configuration, then one synthesis after the other. */
export class SynthesisService {
  private request: SynthesisRequest = synthesisRequest(undefined);
  private turn: { readonly id: string; readonly at: SynthesisTurn } | null = null;
  /** Streamed text that is no sentence yet. */
  private pieces = '';

  constructor(
    private readonly peer: SpeechPeer,
    private readonly store: SpeechStore,
  ) {}

  /** @throws WireError or SsmlError for what cannot be spoken */
  take({ path, requestId, body }: SpeechMessage): void {
    if (typeof body !== 'string') return;
    const json = path === 'ssml' || path.startsWith('text.') ? undefined : parsedJson(body);
    this.peer.log('received', requestId, { path, body: json ?? body });
    switch (path) {
      case 'synthesis.context':
        this.request = synthesisRequest(json);
        return;
      case 'ssml':
        return this.speak(requestId, body);
      case 'text.piece':
        return this.takePiece(requestId, body);
      case 'text.end':
        return this.endPieces(requestId);
      case 'synthesis.control':
        if (at(json, 'action') === 'stop') this.turn?.at.stop();
        return;
      default:
    }
  }

  close(): void {
    this.turn?.at.close();
  }

  private speak(id: string, ssml: string): void {
    const { text, language, voice } = parseSsml(ssml);
    const turn = this.turnOf(id, voice);
    if (text !== '') turn.say(text, language);
    turn.finish();
  }

  private takePiece(id: string, piece: string): void {
    const turn = this.turnOf(id, this.request.voice);
    this.pieces += piece;
    for (
      let sentence = SENTENCE.exec(this.pieces)?.[0];
      sentence;
      sentence = SENTENCE.exec(this.pieces)?.[0]
    ) {
      this.pieces = this.pieces.slice(sentence.length);
      turn.say(sentence.trim(), this.request.language);
    }
  }

  private endPieces(id: string): void {
    const turn = this.turnOf(id, this.request.voice);
    if (this.pieces.trim() !== '') turn.say(this.pieces.trim(), this.request.language);
    this.pieces = '';
    turn.finish();
  }

  private turnOf(id: string, voice: string | null): SynthesisTurn {
    if (this.turn?.id === id) return this.turn.at;
    this.turn?.at.close();
    const format = outputFormat(this.request.format);
    if (!format) throw new WireError(`Unsupported audio format: ${this.request.format}`);
    if (voice !== null && !VOICE.test(voice)) throw new WireError(`Unsupported voice ${voice}.`);
    this.pieces = '';
    this.turn = { id, at: new SynthesisTurn(this.peer, id, this.request, format, this.store) };
    return this.turn.at;
  }
}
