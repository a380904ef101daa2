/** How the caller's binary frames may be encoded. */
export const inputEncodings = ['pcm16', 'mulaw', 'alaw', 'opus'] as const;

export type InputEncoding = (typeof inputEncodings)[number];

/** How the reply's audio may be encoded: `mp3` comes in whole parts, everything else in frames of 20 ms. */
export const replyEncodings = ['pcm16', 'mulaw', 'alaw', 'opus', 'mp3'] as const;

export type ReplyEncoding = (typeof replyEncodings)[number];

/** Hz at which a reply can be spoken. */
export const replyRates = [8000, 16000, 24000] as const;

export type ReplyRate = (typeof replyRates)[number];

/** Hz that Opus knows. */
export const opusRates = [8000, 12000, 16000, 24000, 48000] as const;

/** The caller's binary frames; always mono. */
export interface InputFormat {
  encoding: InputEncoding;
  /**
   * Hz.
   * @asType integer
   * @minimum 8000
   * @maximum 48000
   */
  sampleRate: number;
}

/** The reply's audio; always mono. */
export interface ReplyFormat {
  encoding: ReplyEncoding;
  /** Hz. */
  sampleRate: ReplyRate;
}
