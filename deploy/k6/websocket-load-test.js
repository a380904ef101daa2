// Callers that speak and wait for their answers, by k6:
//
//   docker-compose --profile testing run k6 run /scripts/websocket-load-test.js
//   k6 run -e TARGET_URL=ws://localhost:3002 -e CALLS=50 deploy/k6/websocket-load-test.js
//
// k6 paces its callers more roughly than npm run test:load does: take this for what an outside client sees, and that for
// figures.
import { check } from 'k6';
import { Counter, Rate, Trend } from 'k6/metrics';
import { WebSocket } from 'k6/websockets';
import { FRAME_MS, callUrl, endCall, framesOf, read, silence } from './messages.js';

const TARGET_URL = __ENV.TARGET_URL || 'ws://localhost:3002';
/** A token of your own, where the service believes no tokens of development. */
const TOKEN = __ENV.TOKEN || '';
/** The embedded engines refuse more than EMBEDDED_MAX_CALLS, 15. */
const CALLS = Number(__ENV.CALLS || 10);
const TURNS = Number(__ENV.TURNS || 3);
/** What is waited for an answer, ms. */
const PATIENCE_MS = 10000;
/** What a caller waits at least who was not let in before he tries again, ms; at most twice that. */
const REFUSED_PAUSE_MS = 1000;
/** Of silence after an answer before the caller goes on, ms. */
const PAUSE_MS = 1500;

const speech = framesOf(open('./caller.wav', 'b'));
const quiet = silence();

/** From the end of the turn as the service decided it to its answer, ms. */
const turnLatency = new Trend('turn_latency', true);
/** From the caller's last sound to the first sound of the answer, ms. */
const voiceToVoice = new Trend('voice_to_voice', true);
const turns = new Counter('turns');
const answered = new Rate('answered');
const serviceErrors = new Counter('service_errors');

export const options = {
  scenarios: {
    calls: {
      executor: 'ramping-vus',
      startVUs: 0,
      stages: [
        { duration: '30s', target: CALLS },
        { duration: '2m', target: CALLS },
        { duration: '15s', target: 0 },
      ],
      gracefulRampDown: '60s',
      gracefulStop: '60s',
    },
  },
  thresholds: {
    turn_latency: ['p(95)<800'],
    answered: ['rate>0.99'],
    service_errors: ['count==0'],
    checks: ['rate>0.99'],
  },
};

/** One call: so many turns, then the caller hangs up. */
export default function call() {
  const callId = `k6-${__VU}-${__ITER}-${Date.now()}`;
  const token = TOKEN || `valid_k6_${callId}`;
  const socket = new WebSocket(callUrl(TARGET_URL, { token, callId }));
  socket.binaryType = 'arraybuffer';
  let line = null;
  let left = TURNS;
  let frame = 0;
  /** When the last sound was sent; 0 while no answer is awaited. */
  let saidAt = 0;
  let resumeAt = 0;
  let started = false;

  const hangUp = () => {
    clearInterval(line);
    socket.send(endCall('done'));
  };

  /** Every 20 ms: a frame of speech, or of the silence after it. */
  const speak = () => {
    if (frame < speech.length) {
      socket.send(speech[frame++]);
      if (frame === speech.length) {
        saidAt = Date.now();
        turns.add(1);
      }
      return;
    }
    socket.send(quiet);
    if (saidAt > 0 && Date.now() - saidAt > PATIENCE_MS) over(false);
    else if (saidAt === 0 && Date.now() >= resumeAt) frame = 0;
  };

  /** The turn had its answer, or had none in time. */
  const over = inTime => {
    answered.add(inTime);
    saidAt = 0;
    resumeAt = Date.now() + PAUSE_MS;
    if (--left === 0) hangUp();
  };

  socket.addEventListener('message', ({ data }) => {
    if (typeof data !== 'string') {
      if (saidAt === 0) return;
      voiceToVoice.add(Date.now() - saidAt);
      over(true);
      return;
    }
    const message = read(data);
    if (!message) return;
    if (message.type === 'session_started') {
      started = true;
      line = setInterval(speak, FRAME_MS);
    } else if (message.type === 'ai_response' && message.data.part === 0) {
      turnLatency.add(message.data.processingLatency);
    } else if (message.type === 'error') serviceErrors.add(1, { code: message.data.code });
  });
  socket.addEventListener('close', ({ code }) => {
    clearInterval(line);
    if (saidAt > 0) answered.add(false);
    check(null, { 'the call began': () => started, 'the call ended as it should': () => code === 1000 });
    // The next try begins once nothing of this one is left to do.
    if (!started) setTimeout(() => undefined, REFUSED_PAUSE_MS * (1 + Math.random()));
  });
  socket.addEventListener('error', () => clearInterval(line));
}
