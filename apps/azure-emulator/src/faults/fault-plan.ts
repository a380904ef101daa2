import type { Clock, Millis } from '@app/core';
import { draw } from './delay';
import type { Delay } from './delay';
import { pointOf } from './fault';
import type { DelayFault, DoorFault, Fault, FaultPoint, PhraseFault, Service, Stage } from './fault';
import type { ActiveRule, FaultRule } from './fault-rule';

/** What a rule may look at. */
export interface Target {
  readonly service: Service;
  readonly connection: string;
  readonly deployment?: string;
}

type At<Point extends FaultPoint> = {
  readonly door: DoorFault;
  readonly stream: Exclude<Fault, DoorFault | PhraseFault | DelayFault>;
  readonly phrase: PhraseFault;
  readonly delay: DelayFault;
}[Point];

type Kept = { -readonly [K in keyof ActiveRule]: ActiveRule[K] } & { readonly setAt: Millis };

/** The rules in force, in the order in which they were set. */
export class FaultPlan {
  private rules: Kept[] = [];
  private count = 0;

  constructor(
    private readonly clock: Clock,
    private readonly random: () => number,
    /** Told of each strike. */
    private readonly struck: (rule: ActiveRule, target: Target) => void = () => undefined,
  ) {}

  get all(): readonly ActiveRule[] {
    return this.rules;
  }

  add(rule: FaultRule): ActiveRule {
    const kept = {
      ...rule,
      id: rule.id ?? `fault-${++this.count}`,
      seen: 0,
      struck: 0,
      setAt: this.clock.now(),
    };
    this.rules.push(kept);
    return kept;
  }

  /** @returns whether there was one */
  remove(id: string): boolean {
    const before = this.rules.length;
    this.rules = this.rules.filter(rule => rule.id !== id);
    return this.rules.length < before;
  }

  clear(): void {
    this.rules = [];
  }

  /** The faults that strike here; each counts as one strike of its rule. */
  claim<Point extends FaultPoint>(point: Point, target: Target): At<Point>[] {
    return this.claimed(point, target, () => true) as At<Point>[];
  }

  /** The stage's own time and what faults add to it. */
  delay(stage: Stage, usual: Delay, target: Target): Millis {
    let ms = draw(usual, this.random);
    for (const fault of this.claimed(
      'delay',
      target,
      fault => fault.kind === 'delay' && fault.stage === stage,
    ))
      if (fault.kind === 'delay') ms += draw(fault.ms, this.random);
    return ms;
  }

  private claimed(point: FaultPoint, target: Target, concerns: (fault: Fault) => boolean): Fault[] {
    if (this.rules.length === 0) return [];
    const faults: Fault[] = [];
    for (const rule of this.rules) {
      if (pointOf[rule.fault.kind] !== point || !matches(rule, target) || !concerns(rule.fault)) continue;
      if (!this.strikes(rule)) continue;
      faults.push(rule.fault);
      this.struck(rule, target);
    }
    return faults;
  }

  private strikes(rule: Kept): boolean {
    const { after = 0, times = 1, probability = 1 } = rule;
    if (!inOutage(rule, this.clock.now() - rule.setAt)) return false;
    rule.seen++;
    if (rule.seen <= after || (times > 0 && rule.struck >= times)) return false;
    if (probability < 1 && this.random() >= probability) return false;
    rule.struck++;
    return true;
  }
}

const matches = ({ service, connection, deployment }: FaultRule, target: Target): boolean =>
  (service === undefined || service === target.service) &&
  (connection === undefined || connection === target.connection) &&
  (deployment === undefined || deployment === target.deployment);

function inOutage({ during, everyMs }: FaultRule, age: Millis): boolean {
  if (during === undefined) return true;
  const at = everyMs === undefined ? age : age % everyMs;
  return during.some(([from, to]) => at >= from && at < to);
}
