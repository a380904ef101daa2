import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsOptional, Max, Min, ValidateNested } from 'class-validator';
import { logLevels } from '@app/config';
import type { LogLevel } from '@app/config';
import { faultKinds, faultyStages } from '@app/telemetry';
import type { Fault } from '@app/telemetry';
import { ApiProperty, ApiPropertyOptional } from '../api-docs/decorators';

export class LogLevelOrder {
  @ApiProperty({ enum: logLevels })
  @IsIn(logLevels)
  level!: LogLevel;
}

export class ProfileOrder {
  @ApiProperty({ enum: ['cpu', 'heap'] })
  @IsIn(['cpu', 'heap'])
  kind!: 'cpu' | 'heap';

  @ApiPropertyOptional({ default: 10_000, description: 'How long the processor is watched, ms' })
  @IsOptional()
  @IsInt()
  @Min(100)
  @Max(60_000)
  durationMs?: number;
}

export class FaultOrder {
  @ApiProperty({ enum: faultyStages })
  @IsIn(faultyStages)
  stage!: Fault['stage'];

  @ApiProperty({ enum: faultKinds })
  @IsIn(faultKinds)
  kind!: Fault['kind'];

  @ApiPropertyOptional({ default: 1000, description: 'Of `delay`, ms' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(60_000)
  delayMs?: number;
}

export class FaultsOrder {
  @ApiProperty({
    type: [FaultOrder],
    description: 'In place of those the call has; none: it is left alone again',
  })
  @IsArray()
  @ArrayMaxSize(9)
  @ValidateNested({ each: true })
  @Type(() => FaultOrder)
  faults!: FaultOrder[];
}
