import type { Provider, Scope } from '@app/core';

/** What a key says of who answers; null where nothing it gives is worth keeping. */
export function makerOf({ name, variant }: Provider): { provider: string; variant: string } | null {
  return variant === null ? null : { provider: name, variant: variant ?? '' };
}

/** Watches who serves: what another one gives, standing in, is not kept as if the first choice had given it. */
export class Attendance {
  private other = false;

  constructor(private readonly expected: string) {}

  /** The scope to hand on. */
  in(scope: Scope): Scope {
    return {
      ...scope,
      servedBy: (provider, asked) => {
        this.other ||= provider !== this.expected;
        scope.servedBy?.(provider, asked);
      },
    };
  }

  get asExpected(): boolean {
    return !this.other;
  }
}
