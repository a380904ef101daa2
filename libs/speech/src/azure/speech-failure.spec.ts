import { closedWith, failureOf } from './speech-failure';
import { sdk, speechConfigOf } from './speech-sdk';
import { readResource } from './speech-resource';

const { CancellationErrorCode: Code, PropertyId } = sdk;

describe('What the SDK cancels with', () => {
  const unreachable = (reason: string): string =>
    `Unable to contact server. StatusCode: 1006, undefined Reason:  ${reason}`;

  it.each([
    [Code.ConnectionFailure, unreachable('Unexpected server response: 401'), 'auth', false],
    [Code.ConnectionFailure, unreachable('Unexpected server response: 403'), 'auth', false],
    [Code.ConnectionFailure, unreachable('Unexpected server response: 429'), 'quota', true],
    [Code.ConnectionFailure, unreachable('Unexpected server response: 503'), 'transient', true],
    [Code.ConnectionFailure, unreachable('Unexpected server response: 404'), 'protocol', false],
    [Code.ConnectionFailure, unreachable('connect ECONNREFUSED 127.0.0.1:9'), 'transient', true],
    [Code.BadRequestParameters, 'because websocket error code: 1007', 'protocol', false],
    [Code.ConnectionFailure, ' websocket error code: 1011', 'transient', true],
    [Code.ConnectionFailure, 'Quota exceeded websocket error code: 4429', 'quota', true],
    [Code.AuthenticationFailure, '', 'auth', false],
    [Code.TooManyRequests, '', 'quota', true],
    [Code.Forbidden, '', 'quota', true],
    [Code.BadRequestParameters, '', 'protocol', false],
    [Code.ServiceTimeout, '', 'timeout', true],
    [Code.ServiceError, '', 'transient', true],
    [Code.RuntimeError, '', 'transient', true],
  ])('%i with "%s" is %s', (code, details, fault, retryable) => {
    expect(failureOf(code, details)).toMatchObject({
      code: `provider_${fault}`,
      retryable,
      provider: 'azure',
    });
  });

  it('is told without the words of the SDK, which may hold the key', () => {
    const details = unreachable('ws://h/?Ocp-Apim-Subscription-Key=hunter2');
    expect(failureOf(Code.ConnectionFailure, details).message).not.toContain('hunter2');
  });

  it('by a close code is what the code means', () => {
    expect([1000, 1006, 1013, 1002, 4429].map(code => closedWith(code).fault)).toEqual([
      'transient',
      'transient',
      'transient',
      'protocol',
      'quota',
    ]);
  });
});

describe("A resource's configuration", () => {
  const versionOf = (endpoint: string): string =>
    speechConfigOf(readResource({ key: 'k', endpoint })).getProperty(
      PropertyId[PropertyId.SpeechServiceConnection_RecognitionEndpointVersion],
    );

  it('speaks the second version to regions and own domains, the first to containers', () => {
    expect(
      speechConfigOf(readResource({ key: 'k', region: 'westus' })).getProperty(
        PropertyId[PropertyId.SpeechServiceConnection_RecognitionEndpointVersion],
      ),
    ).toBe('2');
    expect(versionOf('https://mine.cognitiveservices.azure.com')).toBe('2');
    expect(versionOf('ws://localhost:5000')).toBe('1');
    expect(versionOf('ws://localhost:5000/stt/speech/universal/v2')).toBe('2');
  });

  it('goes to a secure host by a secure socket', () => {
    const hostOf = (endpoint: string): string =>
      speechConfigOf(readResource({ key: 'k', endpoint })).getProperty(
        PropertyId[PropertyId.SpeechServiceConnection_Host],
      );
    expect(hostOf('https://mine.cognitiveservices.azure.com/')).toBe(
      'wss://mine.cognitiveservices.azure.com',
    );
    expect(hostOf('http://127.0.0.1:7')).toBe('ws://127.0.0.1:7');
  });

  it('sends no telemetry', () => {
    expect(sdk.Recognizer.telemetryEnabled).toBe(false);
  });
});
