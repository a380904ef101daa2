import { RESOURCE_ATTRIBUTES, readResourceAttributes } from './resource-attributes';

describe('OTEL_RESOURCE_ATTRIBUTES', () => {
  it('is a list of pairs whose values are percent-encoded', () => {
    expect(readResourceAttributes('deployment.environment.name=production, team=voice%2C east')).toEqual({
      'deployment.environment.name': 'production',
      team: 'voice, east',
    });
    expect(readResourceAttributes('')).toEqual({});
    expect(readResourceAttributes('share=100%')).toEqual({ share: '100%' });
  });

  it.each([
    ['', true],
    ['team=voice', true],
    ['a=1, b=', true],
    ['team', false],
    ['=voice', false],
    ['a=1,,b=2', false],
    ['a=b=c', false],
  ])('%j is taken: %s', (text, taken) => {
    expect(RESOURCE_ATTRIBUTES.test(text)).toBe(taken);
  });
});
