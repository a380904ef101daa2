import { IsIn, IsOptional, Matches } from 'class-validator';
import { ApiPropertyOptional } from '../api-docs/decorators';

/** Which live calls are asked for. */
export class ConnectionsQuery {
  @ApiPropertyOptional({ enum: ['cluster'], description: 'Those of all instances; left out: of this one' })
  @IsOptional()
  @IsIn(['cluster'])
  scope?: 'cluster';

  @ApiPropertyOptional({ description: 'With scope=cluster: the cursor of the page before' })
  @IsOptional()
  @Matches(/^[A-Za-z0-9._~:@+=-]{1,512}$/, { message: 'cursor must be one that was given' })
  cursor?: string;
}
