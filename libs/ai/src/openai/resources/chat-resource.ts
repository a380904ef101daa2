import type { AskedModel, Millis, VoiceError } from '@app/core';
import type { ChatCompletionChunk, ChatCompletionCreateParamsStreaming } from 'openai/resources/index';

/** One place that answers: an endpoint with its key and its model. */
export interface ChatResource {
  /** For logs: its host and deployment. No secret, unique among the resources. */
  readonly name: string;
  /** What is asked there: a model, or a deployment of one. */
  readonly model: string;
  readonly server: AskedModel['server'];
  /** A resource of weight 2 gets twice the calls of one of weight 1. */
  readonly weight: number;
  /** Changes when the resource does, its key included: what is known of its health is then forgotten. */
  readonly identity: string;
  /**
   * Aborting the signal ends the request. Throws what the SDK throws.
   * @param headers sent beside those of the SDK
   */
  stream(
    body: ChatRequestBody,
    signal: AbortSignal,
    headers: Readonly<Record<string, string>>,
  ): Promise<AsyncIterable<ChatCompletionChunk>>;
  /** Asks for the list of models, which costs nothing. Aborting the signal ends the request. Throws what the SDK throws. */
  probe(signal: AbortSignal): Promise<unknown>;
}

/** Where a service is. */
export const serverAt = ({ hostname, port, protocol }: URL): ChatResource['server'] => ({
  address: hostname,
  port: Number(port) || (protocol === 'https:' ? 443 : 80),
});

/** The model is the resource's to name. */
export type ChatRequestBody = Omit<ChatCompletionCreateParamsStreaming, 'model'>;

/**
 * What a resource made of a probe. `mute`: it is there and does not tell its models, so it need not be asked again; a role
 * or a proxy may allow answers and nothing else.
 */
export type ProbeAnswer = 'well' | 'refused' | 'silent' | 'mute';

/** How a resource has done lately. */
export interface ResourceStanding {
  readonly resource: ChatResource;
  failures: number;
  /** Clock time before which it is left alone. */
  restsUntil: Millis;
  /** Why. */
  lastError: VoiceError | null;
  /** What the last probe found, or a caller since; `well` before the first. */
  probed: ProbeAnswer;
}
