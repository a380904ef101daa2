import { bearerToken, offeredToken } from './offered-token';

const offered = (headers: Record<string, string>, query = ''): ReturnType<typeof offeredToken> =>
  offeredToken(headers, new URLSearchParams(query));

describe('offeredToken', () => {
  it('prefers the header, then the subprotocol, then the query', () => {
    const header = { authorization: 'Bearer one' };
    const subprotocol = { 'sec-websocket-protocol': 'chat, bearer.two.2' };
    expect(offered({ ...header, ...subprotocol }, 'token=three')).toEqual({
      token: 'one',
      subprotocol: null,
    });
    expect(offered(subprotocol, 'token=three')).toEqual({ token: 'two.2', subprotocol: 'bearer.two.2' });
    expect(offered({}, 'token=three')).toEqual({ token: 'three', subprotocol: null });
  });

  it('finds none', () => {
    expect(offered({}, 'token=')).toBeNull();
    expect(
      offered({ authorization: 'Basic dXNlcg==', 'sec-websocket-protocol': 'bearer., chat' }),
    ).toBeNull();
  });

  it('reads the scheme in any case', () => {
    expect(bearerToken({ authorization: '  bearer   abc ' })).toBe('abc');
    expect(bearerToken({ authorization: 'Bearer' })).toBeNull();
  });
});
