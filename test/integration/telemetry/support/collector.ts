import { StandIn } from './stand-in';

interface Value {
  readonly stringValue?: string;
  readonly intValue?: string | number;
  readonly doubleValue?: number;
  readonly boolValue?: boolean;
  readonly arrayValue?: { readonly values: readonly Value[] };
}

type KeyValues = readonly { readonly key: string; readonly value: Value }[];

interface WireSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes?: KeyValues;
  readonly traceState?: string;
  readonly links?: readonly { readonly traceId: string; readonly spanId: string }[];
}

interface WireTraces {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: KeyValues };
    readonly scopeSpans: readonly { readonly spans: readonly WireSpan[] }[];
  }[];
}

/** A span as a test reads it; times in ms. */
export interface Span {
  readonly traceId: string;
  readonly id: string;
  readonly parent: string | null;
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly state: string;
  readonly links: readonly string[];
}

const valueOf = ({ arrayValue, ...value }: Value): unknown =>
  arrayValue ? arrayValue.values.map(valueOf) : Object.values(value)[0];

const plain = (attributes: KeyValues = []): Record<string, unknown> =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, valueOf(value)]));

const ms = (nanos: string): number => Number(BigInt(nanos) / 1000n) / 1000;

const spanOf = (span: WireSpan): Span => ({
  traceId: span.traceId,
  id: span.spanId,
  parent: span.parentSpanId ? span.parentSpanId : null,
  name: span.name,
  start: ms(span.startTimeUnixNano),
  end: ms(span.endTimeUnixNano),
  attributes: plain(span.attributes),
  state: span.traceState ?? '',
  links: (span.links ?? []).map(link => link.spanId),
});

/** Stands in for an OpenTelemetry collector: takes OTLP over HTTP and keeps every span. */
export class Collector {
  readonly spans: Span[] = [];
  /** What is said of whoever sent them. */
  resource: Readonly<Record<string, unknown>> = {};
  /** Everything as it came. */
  raw = '';
  private server: StandIn | null = null;

  async start(): Promise<this> {
    this.server = await StandIn.start((request, body, response) => {
      if (request.url === '/v1/traces') this.take(body);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
    return this;
  }

  get url(): string {
    return this.server!.url;
  }

  named(name: string): readonly Span[] {
    return this.spans.filter(span => span.name === name);
  }

  childrenOf(parent: Span): readonly Span[] {
    return this.spans.filter(span => span.parent === parent.id);
  }

  async stop(): Promise<void> {
    await this.server?.stop();
  }

  private take(body: string): void {
    this.raw += body;
    for (const { resource, scopeSpans } of (JSON.parse(body) as WireTraces).resourceSpans) {
      this.resource = plain(resource.attributes);
      for (const { spans } of scopeSpans) this.spans.push(...spans.map(spanOf));
    }
  }
}
