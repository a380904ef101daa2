/** What the terminal asked for cannot be done; the message is all a person needs. */
export class UsageError extends Error {}

export const usage = `Calls a running service from the terminal.

  npm run call -- FILE.wav [options]
  npm run call -- --say "hello" [options]

  FILE.wav             what the caller says: any rate, any number of channels
  --say TEXT           the same in words, spoken by the built-in synthesiser
  --url URL            where the service is (ws://localhost:3002)
  --realtime           send at the pace of speech; the default, and the only pace a call has
  --barge-in-at S      say it again S seconds after the assistant begins to answer
  --save OUT.wav       keep what was heard: caller left, assistant right
  --json               print one JSON summary instead of the dialogue
  --token TOKEN        a token of the service (a development token)
  --language TAG       language of the call, such as en-US or zh-CN
  --input ENCODING     how the caller is sent: pcm16, mulaw, alaw or opus (pcm16)
  --input-rate HZ      8000 to 48000 (8000 for mulaw and alaw, else 16000)
  --audio ENCODING     how the answer comes: pcm16, mulaw, alaw, opus or mp3 (pcm16)
  --help               this text

Exit code: 0 answered, 1 not answered, 2 wrong usage or no connection.
`;
