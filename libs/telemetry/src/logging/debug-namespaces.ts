import { Injectable } from '@nestjs/common';

/** What all names begin with, as in `DEBUG=realtime-processor:*`. */
const SERVICE = 'realtime-processor';

const patternOf = (text: string): RegExp =>
  new RegExp(`^${text.replaceAll(/[^\w*]/g, '\\$&').replaceAll('*', '.*')}$`);

/** Which parts of the service log everything: DEBUG, in the notation of the package `debug`. */
@Injectable()
export class DebugNamespaces {
  private readonly wanted: readonly RegExp[];
  private readonly unwanted: readonly RegExp[];

  /** @param debug patterns separated by commas or spaces; one that begins with `-` takes out what it matches */
  constructor(debug: string) {
    const patterns = debug.split(/[\s,]+/).filter(pattern => pattern !== '');
    this.wanted = patterns.filter(pattern => !pattern.startsWith('-')).map(patternOf);
    this.unwanted = patterns.filter(pattern => pattern.startsWith('-')).map(each => patternOf(each.slice(1)));
  }

  /** No part does. */
  get none(): boolean {
    return this.wanted.length === 0;
  }

  /** @param part as it is called in the log (`context`) */
  includes(part: string): boolean {
    if (this.none) return false;
    const name = `${SERVICE}:${part}`;
    const matches = (pattern: RegExp): boolean => pattern.test(name);
    return this.wanted.some(matches) && !this.unwanted.some(matches);
  }
}
