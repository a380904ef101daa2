/** What the terminal asked for cannot be done; the message is all a person needs. */
export class UsageError extends Error {}

export const usage = `Azure Speech and Azure OpenAI on this machine, without an account.

  npm run emulator [-- options]

  --port N               where it listens (4470)
  --host ADDRESS         on which address (127.0.0.1)
  --key KEY              the only key or token that is let in; again for more; all where there is none
  --deployment NAME      the only deployment of Azure OpenAI; again for more; all where there is none
  --recognizer NAME      how speech is heard: fixtures, track or embedded (fixtures)
  --voice NAME           how it speaks: flite, tone or silence (flite)
  --replies FILE         JSON: "echo", {"script": […]} or {"rules": […]} ("echo")
  --fixtures FILE        JSON: what is heard, by digest or in order
  --scenario FILE        JSON: settings, faults, utterances, fixtures, track, replies
  --stt-partial-ms MS    from a word's end to its partial (100)
  --stt-final-ms MS      from the last sound to the final (200)
  --tts-first-ms MS      from the text to the first sound (150)
  --tts-chunk-ms MS      between two chunks of sound (0)
  --ai-first-ms MS       from the request to the first token (300)
  --ai-token-ms MS       between two tokens (10)
  --handshake-ms MS      from a WebSocket's request to its acceptance (0)
  --segmentation-ms MS   silence that ends a phrase, where the client names none (500)
  --speech-level-db=DB   what is louder is speech (-45)
  --instant              all of these times 0, but the silence
  --seed N               for everything that is drawn (1)
  --keep-audio-ms MS     keep so much of each turn's audio, for GET /emulator/audio/ID (0)
  --log-size N           entries the log holds (10000)
  --help                 this text

The control API is under /emulator on the same port: see docs/azure-emulator.md.
`;
