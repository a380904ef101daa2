declare const brand: unique symbol;
type Branded<T, Name extends string> = T & { readonly [brand]: Name };

/** Names one call, unique among live calls. Printable ASCII, 1–128 characters. */
export type CallId = Branded<string, 'CallId'>;
/** Names one turn of one call: `<callId>:<n>`, n from 1. */
export type TurnId = Branded<string, 'TurnId'>;

/** Characters a call id may hold: what is safe in a URL, a log line and a Redis key alike. */
const CALL_ID = /^[A-Za-z0-9._~:@+-]{1,128}$/;

export const isCallId = (value: string): value is CallId => CALL_ID.test(value);

export const turnId = (callId: CallId, turn: number): TurnId => `${callId}:${turn}` as TurnId;
