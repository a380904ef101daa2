import { availableParallelism } from 'node:os';
import { ValidateIf } from 'class-validator';
import { Setting, WholeNumber } from '@app/config';

/** How many processes share the port. */
export class WorkerSettings {
  @Setting('WORKERS', 'integer', 'Processes that share the port: a number, or auto for one a core')
  @ValidateIf((settings: WorkerSettings) => settings.workers !== 'auto')
  @WholeNumber(1, 256, 'or auto')
  workers: number | 'auto' = 1;

  get count(): number {
    return this.workers === 'auto' ? availableParallelism() : this.workers;
  }
}
