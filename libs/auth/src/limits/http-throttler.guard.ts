import { Injectable } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { InjectThrottlerOptions, InjectThrottlerStorage, ThrottlerGuard } from '@nestjs/throttler';
import type { ThrottlerModuleOptions, ThrottlerStorage } from '@nestjs/throttler';
import { RateLimiter, hashOf } from './rate-limiter';

/** One count for all requests of an address, whatever they ask for. Sockets are counted before their upgrade. */
@Injectable()
export class HttpThrottlerGuard extends ThrottlerGuard {
  constructor(
    @InjectThrottlerOptions() options: ThrottlerModuleOptions,
    @InjectThrottlerStorage() storage: ThrottlerStorage,
    reflector: Reflector,
    private readonly limiter: RateLimiter,
  ) {
    super(options, storage, reflector);
  }

  protected override shouldSkip(context: ExecutionContext): Promise<boolean> {
    return Promise.resolve(!this.limiter.enabled || context.getType() !== 'http');
  }

  protected override generateKey(_context: ExecutionContext, address: string): string {
    return hashOf(address);
  }

  protected override throwThrottlingException(
    ...args: Parameters<ThrottlerGuard['throwThrottlingException']>
  ): Promise<void> {
    this.limiter.refused('http_ip');
    return super.throwThrottlingException(...args);
  }
}
