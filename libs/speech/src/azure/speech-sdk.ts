import * as sdk from 'microsoft-cognitiveservices-speech-sdk';
import { WebsocketMessageAdapter } from 'microsoft-cognitiveservices-speech-sdk/distrib/lib/src/common.browser/Exports';
import { entraCredential } from './entra-credential';
import type { SpeechResource } from './speech-resource';

// What the SDK tells Microsoft about the latency of each turn is the operator's to give.
sdk.Recognizer.enableTelemetry(false);
// Node's own WebSocket hides the status of a handshake that was refused: 401 and 503 would look the same.
WebsocketMessageAdapter.forceNpmWebSocket = true;

export { sdk };

/** The second version of the recognition protocol, which regions and own domains speak and containers do not. */
const VERSION_2 = /\/universal\/v2\b/;
const OWN_DOMAIN = /\.cognitiveservices\.azure\.(com|cn|us)$/;

/**
 * The SDK's configuration for a resource. An endpoint goes by `fromHost`, since `fromEndpoint` first asks the service
 * for a redirect, over HTTP on port 443.
 */
export function speechConfigOf(resource: SpeechResource): sdk.SpeechConfig {
  const { endpoint } = resource;
  const config = resource.key === null ? entered(resource) : keyed(resource, resource.key);
  const version2 = !endpoint || VERSION_2.test(endpoint.pathname) || OWN_DOMAIN.test(endpoint.hostname);
  config.setProperty(sdk.PropertyId.SpeechServiceConnection_RecognitionEndpointVersion, version2 ? '2' : '1');
  return config;
}

const keyed = ({ region, endpoint }: SpeechResource, key: string): sdk.SpeechConfig =>
  endpoint
    ? sdk.SpeechConfig.fromHost(hostOf(endpoint), key)
    : sdk.SpeechConfig.fromSubscription(key, region ?? '');

/** The SDK takes a credential by `fromEndpoint` only: the endpoint is taken back, and what leads to the place put instead. */
function entered({ region, endpoint, resourceId }: SpeechResource): sdk.SpeechConfig {
  const nowhere = new URL('wss://localhost');
  const config = sdk.SpeechConfig.fromEndpoint(nowhere, entraCredential(resourceId));
  config.setProperty(sdk.PropertyId.SpeechServiceConnection_Endpoint, '');
  if (endpoint) config.setProperty(sdk.PropertyId.SpeechServiceConnection_Host, hostOf(endpoint).origin);
  else config.setProperty(sdk.PropertyId.SpeechServiceConnection_Region, region ?? '');
  return config;
}

function hostOf(endpoint: URL): URL {
  const secure = endpoint.protocol === 'https:' || endpoint.protocol === 'wss:';
  return new URL(`${secure ? 'wss' : 'ws'}://${endpoint.host}`);
}
