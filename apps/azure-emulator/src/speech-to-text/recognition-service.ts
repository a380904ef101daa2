import type { SpeechPeer } from '../server/speech-peer';
import { parsedJson } from '../server/json';
import type { SpeechMessage } from '../wire/speech-message';
import { recognitionRequest } from './recognition-request';
import { RecognitionTurn } from './recognition-turn';
import type { Recognizer } from './recognizer';

/** One connection of speech to text: a configuration, then turns one after the other. */
export class RecognitionService {
  private turn: { readonly id: string; readonly at: RecognitionTurn } | null = null;
  private context: unknown;

  constructor(
    private readonly peer: SpeechPeer,
    private readonly recognizer: Recognizer,
  ) {}

  /** @throws WireError */
  take({ path, requestId, body }: SpeechMessage): void {
    if (typeof body === 'string') {
      this.peer.log('received', requestId, { path, body: parsedJson(body) ?? body });
      if (path === 'speech.context') this.context = parsedJson(body);
    } else if (path === 'audio') {
      this.turnOf(requestId).hear(body);
    }
  }

  close(): void {
    this.turn?.at.close();
  }

  /** Another request id is another turn, whether or not the one before is over. */
  private turnOf(id: string): RecognitionTurn {
    if (this.turn?.id === id) return this.turn.at;
    this.turn?.at.close();
    const { path, query } = this.peer.visit;
    const request = recognitionRequest(path, query, this.context);
    this.turn = { id, at: new RecognitionTurn(this.peer, id, request, this.recognizer) };
    return this.turn.at;
  }
}
