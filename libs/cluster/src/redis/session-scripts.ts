/**
 * Each runs as one step in Redis, over one key: the hash of one call. Fields: holder (empty: nobody carries it), epoch,
 * subject, tenant, token, since, lease (Redis's own time, ms, until which the holder's word counts), state. Whoever has
 * not heard whether a script ran asks once more: the same holder gets the same answer.
 */
const NOW = `local t = redis.call('TIME'); local now = t[1] * 1000 + math.floor(t[2] / 1000)`;

/** ARGV: holder, subject, tenant, token, since, lease ms, ttl ms, force. */
export const OPEN = `${NOW}
local r = redis.call('HMGET', KEYS[1], 'holder', 'epoch', 'subject', 'tenant', 'lease')
if r[1] == ARGV[1] then return {'opened', tonumber(r[2])} end
if r[2] then
  if r[1] ~= '' and tonumber(r[5]) > now and ARGV[8] ~= '1' then return {'held', r[1]} end
  if r[3] ~= ARGV[2] or r[4] ~= ARGV[3] then return {'held', ''} end
end
local epoch = tonumber(r[2] or '0') + 1
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'holder', ARGV[1], 'epoch', epoch, 'subject', ARGV[2], 'tenant', ARGV[3],
  'token', ARGV[4], 'since', ARGV[5], 'lease', now + ARGV[6], 'state', '')
redis.call('PEXPIRE', KEYS[1], ARGV[7])
return {'opened', epoch}`;

/** ARGV: token, holder, subject, tenant, next token, lease ms, ttl ms, force. */
export const RESUME = `${NOW}
local r = redis.call('HMGET', KEYS[1], 'holder', 'epoch', 'subject', 'tenant', 'lease', 'token', 'since', 'state')
if r[1] == ARGV[2] then return {'resumed', tonumber(r[2]), r[7], r[8]} end
if not r[2] or r[6] == '' or r[6] ~= ARGV[1] or r[3] ~= ARGV[3] or r[4] ~= ARGV[4] then return {'refused'} end
if r[1] ~= '' and tonumber(r[5]) > now and ARGV[8] ~= '1' then return {'held', r[1]} end
local epoch = tonumber(r[2]) + 1
redis.call('HSET', KEYS[1], 'holder', ARGV[2], 'epoch', epoch, 'token', ARGV[5], 'lease', now + ARGV[6])
redis.call('PEXPIRE', KEYS[1], ARGV[7])
return {'resumed', epoch, r[7], r[8]}`;

/** ARGV: holder, next holder, lease ms, ttl ms, token, state ('' leaves it). */
export const WRITE = `${NOW}
local holder = redis.call('HGET', KEYS[1], 'holder')
if not holder then return 'missing' end
if holder ~= ARGV[1] then return 'lost' end
redis.call('HSET', KEYS[1], 'holder', ARGV[2], 'lease', now + ARGV[3], 'token', ARGV[5])
if ARGV[6] ~= '' then redis.call('HSET', KEYS[1], 'state', ARGV[6]) end
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return 'kept'`;

/** ARGV: holder, epoch, subject, tenant, token, since, lease ms, ttl ms, state. Only where there is nothing. */
export const RESTORE = `${NOW}
if redis.call('EXISTS', KEYS[1]) == 1 then return 'lost' end
redis.call('HSET', KEYS[1], 'holder', ARGV[1], 'epoch', ARGV[2], 'subject', ARGV[3], 'tenant', ARGV[4],
  'token', ARGV[5], 'since', ARGV[6], 'lease', now + ARGV[7], 'state', ARGV[9])
redis.call('PEXPIRE', KEYS[1], ARGV[8])
return 'kept'`;

/** ARGV: holder. */
export const CLOSE = `if redis.call('HGET', KEYS[1], 'holder') == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`;

/** The holder whose lease counts; nothing where there is none. */
export const FIND = `${NOW}
local r = redis.call('HMGET', KEYS[1], 'holder', 'lease', 'subject', 'tenant')
if not r[1] or r[1] == '' or tonumber(r[2]) <= now then return {} end
return {r[1], r[3], r[4]}`;
