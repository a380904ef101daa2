import { parseTokenArguments } from './token-arguments';

const parse = (line: string): ReturnType<typeof parseTokenArguments> => parseTokenArguments(line.split(' '));

describe('The command line of npm run token', () => {
  it('needs only a user', () => {
    expect(parse('--user ann')).toEqual({
      subject: 'ann',
      callId: '*',
      scopes: ['call'],
      lifetimeSeconds: 3600,
    });
  });

  it('takes everything that can be said', () => {
    expect(parse('--user ann --call c-1 --scopes call,call:listen,ops --expires 7d --tenant acme')).toEqual({
      subject: 'ann',
      callId: 'c-1',
      scopes: ['call', 'call:listen', 'ops'],
      lifetimeSeconds: 7 * 86_400,
      tenant: 'acme',
    });
    expect(parse('--help')).toBeNull();
  });

  it.each([
    ['--call c', '--user'],
    ['--user a --call a/b', '--call'],
    ['--user a --scopes root', '--scopes'],
    ['--user a --expires soon', '--expires'],
    ['--user a --expires 0s', '--expires'],
    ['--user a --loud', '--loud'],
  ])('says what is wrong with %j', (line, hint) => {
    expect(() => parse(line)).toThrow(hint);
  });
});
