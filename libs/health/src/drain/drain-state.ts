import { Injectable } from '@nestjs/common';

/** Whether the service is on its way out: it serves the calls it has and takes no new ones. There is no way back. */
@Injectable()
export class DrainState {
  private begun = false;

  get draining(): boolean {
    return this.begun;
  }

  begin(): void {
    this.begun = true;
  }
}
