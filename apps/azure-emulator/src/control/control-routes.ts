import type { IncomingMessage, ServerResponse } from 'node:http';
import { RuleError, readRules } from '../faults/read-rule';
import { ReplyBookError, readReplyBook } from '../openai/replies/read-reply-book';
import { parsedJson } from '../server/json';
import { readBody } from '../server/read-body';
import type { ControlPanel } from './control-panel';
import { readLogFilter } from './log-filter';
import { SettingError, readSettings } from './read-settings';
import { ScenarioError, readScenario, readTrack, readUtterances } from './scenario';

/** Everything under it belongs to the emulator, not to what it emulates. */
export const CONTROL_PATH = '/emulator';

interface Call {
  /** What stands for `:id` in the path. */
  readonly id: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

/** A result that is no JSON. */
class File {
  constructor(
    readonly type: string,
    readonly data: Uint8Array,
  ) {}
}

type Route = (panel: ControlPanel, call: Call) => unknown;

/** By method and path. `null` is answered with 404, nothing with 204, everything else as JSON. */
const routes: Readonly<Record<string, Route>> = {
  'GET /': panel => panel.stats(),
  'POST /scenario': (panel, { body }) => panel.play(readScenario(body)),
  'POST /reset': panel => panel.reset(),
  'GET /settings': panel => panel.settings,
  'PUT /settings': (panel, { body }) => {
    panel.change(readSettings(body));
    return panel.settings;
  },
  'GET /faults': panel => panel.faults.all,
  'POST /faults': (panel, { body }) => panel.inject(...readRules(body)),
  'DELETE /faults': panel => panel.faults.clear(),
  'DELETE /faults/:id': (panel, { id }) => (panel.faults.remove(id) ? undefined : null),
  'POST /utterances': (panel, { body }) => panel.hears(...readUtterances(body, 'connection')),
  'DELETE /utterances': panel => panel.forgetUtterances(),
  'PUT /fixtures': (panel, { body }) => panel.useFixtures(readUtterances(body, 'digest')),
  'PUT /track': (panel, { body }) => panel.useTrack(readTrack(body)),
  'GET /replies': panel => panel.replies,
  'PUT /replies': (panel, { body }) => panel.replyBy(readReplyBook(body)),
  'GET /log': (panel, { query }) => panel.log(readLogFilter(query)),
  'DELETE /log': panel => panel.forgetLog(),
  'GET /audio/:id': (panel, { id }) => {
    const wav = panel.audioOf(id);
    return wav && new File('audio/wav', wav);
  },
  'GET /connections': panel => panel.connections,
  'DELETE /connections/:id': (panel, { id, query }) =>
    panel.disconnect(id, Number(query.get('code') ?? 1006)) ? undefined : null,
};

/** Answers a call of the control API. */
export async function control(
  panel: ControlPanel,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const [, resource = '', id = ''] = url.pathname.slice(CONTROL_PATH.length).split('/');
  const route = routes[`${request.method} /${resource}${id === '' ? '' : '/:id'}`];
  const text = await readBody(request);
  const body = text === '' ? undefined : parsedJson(text);
  try {
    if (!route) return answer(response, 404, { error: 'no such command', commands: Object.keys(routes) });
    if (text !== '' && body === undefined) return answer(response, 400, { error: 'the body is no JSON' });
    const result = route(panel, { id: decodeURIComponent(id), query: url.searchParams, body });
    if (result === null) return answer(response, 404, { error: `there is no ${resource} ${id}` });
    answer(response, result === undefined ? 204 : 200, result);
  } catch (error) {
    if (!isMistake(error)) throw error;
    answer(response, 400, { error: error.message });
  }
}

const isMistake = (error: unknown): error is Error =>
  [RuleError, ReplyBookError, SettingError, ScenarioError, RangeError].some(kind => error instanceof kind);

function answer(response: ServerResponse, status: number, result: unknown): void {
  const file = result instanceof File ? result : null;
  response.writeHead(
    status,
    result === undefined ? {} : { 'content-type': file?.type ?? 'application/json' },
  );
  response.end(result === undefined ? undefined : (file?.data ?? `${JSON.stringify(result, null, 2)}\n`));
}
