import { levelDb } from '@app/audio';

const WIDTH = 16;
const FLOOR_DB = -60;

/** A bar of the loudest frame since it was last asked for, −60 to 0 dB below full scale. */
export class LevelMeter {
  private peakDb = FLOOR_DB;

  heard(pcm: Int16Array): void {
    this.peakDb = Math.max(this.peakDb, levelDb(pcm));
  }

  bar(): string {
    const full = Math.min(WIDTH, Math.round(((this.peakDb - FLOOR_DB) / -FLOOR_DB) * WIDTH));
    this.peakDb = FLOOR_DB;
    return `${'█'.repeat(full)}${'·'.repeat(WIDTH - full)}`;
  }
}
