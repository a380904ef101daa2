import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { levels } from 'pino';
import type { LevelWithSilent } from 'pino';
import { DebugNamespaces } from './debug-namespaces';

const DEBUG = levels.values['debug'] ?? 20;

const numberOf = (level: LevelWithSilent): number => levels.values[level] ?? Number.POSITIVE_INFINITY;

/** How much is logged; can be changed while the service runs. Parts that DEBUG names log everything all the same. */
@Injectable()
export class LogLevel {
  private now: LevelWithSilent;

  constructor(
    private readonly configured: LevelWithSilent,
    private readonly debug: DebugNamespaces,
  ) {
    this.now = configured;
  }

  get level(): LevelWithSilent {
    return this.now;
  }

  /** What the logger itself has to let through. */
  get effective(): LevelWithSilent {
    return !this.debug.none && numberOf(this.now) > DEBUG ? 'debug' : this.now;
  }

  set(level: LevelWithSilent): void {
    this.now = level;
    PinoLogger.root.level = this.effective;
  }

  /** To debug and back. @returns the level there is now */
  toggle(): LevelWithSilent {
    this.set(this.now === this.configured ? 'debug' : this.configured);
    return this.now;
  }

  /** Whether a part of the service tells everything now: to be asked before there is a line. */
  debugs(part: string): boolean {
    return numberOf(this.now) <= DEBUG || this.debug.includes(part);
  }

  /** Whether a line is written that the logger lets through. @param fields of the line, where it has any */
  admits(level: number, fields: unknown): boolean {
    if (level >= numberOf(this.now)) return true;
    if (typeof fields !== 'object' || fields === null || !('context' in fields)) return false;
    return this.debug.includes(String(fields.context));
  }
}
