import { OriginPolicy } from './origin-policy';

describe('OriginPolicy', () => {
  it('lets in the pages that are listed, and who is no browser', () => {
    const policy = new OriginPolicy(['https://console.example.com'], false);
    expect(policy.allows('https://console.example.com')).toBe(true);
    expect(policy.allows('HTTPS://Console.Example.com')).toBe(true);
    expect(policy.allows(undefined)).toBe(true);
  });

  it.each([
    'https://evil.example',
    'http://console.example.com',
    'https://console.example.com:8443',
    'https://console.example.com.evil.example',
    'https://console.example.com@evil.example',
    'http://localhost:3000',
    'null',
    '',
    'https://',
  ])('refuses %p', origin => {
    expect(new OriginPolicy(['https://console.example.com'], false).allows(origin)).toBe(false);
  });

  it('lets in the pages of this machine while somebody develops', () => {
    const policy = new OriginPolicy([], true);
    for (const origin of ['http://localhost:5173', 'http://127.0.0.1', 'https://[::1]:8443']) {
      expect(policy.allows(origin)).toBe(true);
    }
    expect(policy.allows('http://localhost.evil.example')).toBe(false);
    expect(policy.allows('null')).toBe(false);
  });

  it('lets in everybody where it is told so', () => {
    expect(new OriginPolicy(['*'], false).allows('https://anywhere.example')).toBe(true);
  });
});
