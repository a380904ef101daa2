import { IsIn } from 'class-validator';
import { ApiProperty } from '../api-docs/decorators';

export const breakerOrders = ['open', 'closed', 'auto'] as const;

/** What an operator wants of a breaker. */
export class BreakerOrder {
  @ApiProperty({
    enum: breakerOrders,
    description:
      'open: nobody is let in; closed: everybody is, whatever fails; auto: it decides by itself again',
  })
  @IsIn(breakerOrders)
  state!: (typeof breakerOrders)[number];
}
