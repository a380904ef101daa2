import type { ReplyEvent } from '@app/core';
import type { Recorder } from '../streams/cached-streams';

/** What a reply consists of, in order: what was said, and what was to be done. */
export interface KnownReply {
  readonly events: readonly KnownEvent[];
}

export type KnownEvent =
  | { readonly type: 'text'; readonly text: string; readonly guarded: boolean }
  | Extract<ReplyEvent, { type: 'tool-call' }>;

/** Writes a reply down; pieces of text become one where nothing stands between them. */
export class ReplyRecorder implements Recorder<ReplyEvent, KnownReply> {
  private readonly events: KnownEvent[] = [];
  private spoiled = false;

  add(event: ReplyEvent): void {
    if (event.type === 'tool-call') this.events.push(event);
    if (event.type !== 'text') return;
    // A line that helps out when a model fails is not its answer.
    this.spoiled ||= event.source !== 'model';
    const last = this.events.at(-1);
    const guarded = event.guarded === true;
    if (last?.type === 'text' && last.guarded === guarded) {
      this.events[this.events.length - 1] = { ...last, text: last.text + event.text };
    } else this.events.push({ type: 'text', text: event.text, guarded });
  }

  /** null where there is nothing in it that another should be told. */
  get value(): KnownReply | null {
    const speaks = this.events.some(event => event.type === 'text' && event.text.trim() !== '');
    return speaks && !this.spoiled ? { events: this.events } : null;
  }
}

export function* replyAgain({ events }: KnownReply): Generator<ReplyEvent> {
  for (const event of events) yield event.type === 'text' ? { ...event, source: 'cache' } : event;
}

export const isKnownReply = (json: unknown): json is KnownReply =>
  typeof json === 'object' &&
  json !== null &&
  'events' in json &&
  Array.isArray(json.events) &&
  json.events.every(isKnownEvent);

function isKnownEvent(json: unknown): json is KnownEvent {
  if (typeof json !== 'object' || json === null) return false;
  const { type, text, guarded, name, arguments: args } = json as Record<string, unknown>;
  if (type === 'text') return typeof text === 'string' && typeof guarded === 'boolean';
  return type === 'tool-call' && typeof name === 'string' && typeof args === 'object' && args !== null;
}
