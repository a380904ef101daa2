import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { Identity } from '../identity';

/** Kept beside the requests, not on them: nothing a client sends can end up looking like an identity. */
const identities = new WeakMap<object, Identity>();

export const rememberIdentity = (request: object, identity: Identity): void => {
  identities.set(request, identity);
};

/** A handler's parameter: who calls, as ScopeGuard found out; null where the route stood open. */
export const CallerIdentity = createParamDecorator(
  (_: unknown, context: ExecutionContext): Identity | null =>
    identities.get(context.switchToHttp().getRequest<object>()) ?? null,
);
