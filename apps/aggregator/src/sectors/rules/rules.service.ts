import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import {
  afterAbsence, DEFAULT_ALARM_RULES, DomainError, evaluate, nextTickAt, rulesInForce, stateKeyOf, tickRule, type AlarmSignal, type PositionSignal, type ReadingSignal, type Rule, type RuleInput, type RuleState, type Sector,
} from '@one-screen/domain';
import { AlarmsService } from '../../alarms/alarms.service.js';
import { Database } from '../../database/database.js';
import { DevicesService } from '../../ledger/devices.service.js';
import { Metrics } from '../../operations/metrics.js';
import { RulesRepository, type HeldState } from './rules.repository.js';

type Sourced = HeldState['source'];
/** An alarm a rule has decided on, until the alarms' room has it. */
interface Untold {
  source: Sourced;
  signal: AlarmSignal;
}

const BEAT = 1_000;
const REREAD_EVERY = 5_000;
/** More than this untold (the database is away for long): the oldest clears go first, raises never. */
const UNTOLD_LIMIT = 20_000;

/**
 * Asks the rules in force about every reading and position, and lets time pass for them. What they decide is told to the alarms' room
 * before their state is written down, so that over a crash an alarm may be told twice (the same key: one alarm), never forgotten.
 */
@Injectable()
export class RulesService implements OnModuleInit, OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('rules');
  private versions: Rule[] = [];
  private bySector = new Map<Sector, Rule[]>();
  private inForceUntil = 0;
  private readonly states = new Map<string, HeldState>();
  private readonly due = new Map<string, number>();
  private readonly dirty = new Set<string>();
  private untold: Untold[] = [];
  private telling: Promise<void> | undefined;
  private timers: NodeJS.Timeout[] = [];
  private beating: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly repository: RulesRepository,
    private readonly alarms: AlarmsService,
    private readonly devices: DevicesService,
    metrics: Metrics,
  ) {
    metrics.gauge('one_screen_rule_states', 'States of rules held: one for each rule, device and point heard of', () => this.states.size);
    metrics.gauge('one_screen_rule_alarms_waiting', 'Alarms that rules have decided on and the database does not have yet', () => this.untold.length);
  }

  /** The shipped rules are there from the first start; a newer shipped version comes with the program, versions people made stay. */
  async onModuleInit(): Promise<void> {
    await this.database.write((transaction) => this.repository.add(transaction, DEFAULT_ALARM_RULES, 'system', Date.now()));
    await this.reread();
    const stored = await this.repository.states();
    const now = Date.now();
    // While we were away nobody could be heard: that is nobody's silence.
    const lastHeard = stored.reduce((latest, [, { state }]) => Math.max(latest, state.heardAt), 0);
    for (const [key, { state, source }] of stored) this.keep(key, afterAbsence(state, lastHeard, now), source);
  }

  onApplicationBootstrap(): void {
    const every = (milliseconds: number, work: () => Promise<void>): void => {
      const timer = setInterval(() => {
        this.beating = this.beating.then(work).catch((error: unknown) => this.log.debug(`later: ${error instanceof Error ? error.message : String(error)}`));
      }, milliseconds);
      timer.unref();
      this.timers.push(timer);
    };
    every(BEAT, () => this.beat());
    every(REREAD_EVERY, () => this.reread());
  }

  async onModuleDestroy(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    await this.beating;
    await this.save().catch((error: unknown) => this.log.warn(`rule states not written: ${error instanceof Error ? error.message : String(error)}`));
  }

  /** What came from a source's field in one go. Resolves when what the rules make of it is durable, or waits for the database. */
  async take(source: Sourced, readings: readonly ReadingSignal[], positions: readonly PositionSignal[], raised: readonly AlarmSignal[], now: number): Promise<void> {
    const rules = this.rulesOf(source.sector, now);
    if (!rules.length) return;
    const decided: AlarmSignal[] = [];
    for (const signal of [...readings, ...positions]) decided.push(...this.ask(source, rules, this.inputOf(signal), now));
    for (const signal of [...raised, ...decided]) decided.push(...this.ask(source, rules, this.inputOf(signal), now));
    if (!decided.length) return;
    this.decide(source, decided);
    await this.tell();
  }

  /** Every version of every rule. */
  all(): readonly Rule[] {
    return this.versions;
  }

  /** Reads the rules again: another instance, or a person, may have made a version. */
  async reread(): Promise<void> {
    this.versions = await this.repository.all();
    this.inForceUntil = 0;
  }

  private ask(source: Sourced, rules: readonly Rule[], input: RuleInput, now: number): AlarmSignal[] {
    const decided: AlarmSignal[] = [];
    for (const rule of rules) {
      const key = stateKeyOf(rule, input);
      if (key === undefined) continue;
      const before = this.states.get(key)?.state;
      const { state, signals } = evaluate(rule, before, input, now);
      if (state === before) continue;
      this.keep(key, state, source);
      this.dirty.add(key);
      decided.push(...signals);
    }
    return decided;
  }

  private keep(key: string, state: RuleState | undefined, source: Sourced): void {
    if (!state) {
      this.states.delete(key);
      this.due.delete(key);
      return;
    }
    this.states.set(key, { state, source: { id: source.id, sector: source.sector } });
    const rule = this.ruleOf(state);
    const at = rule && nextTickAt(rule, state);
    if (at === undefined) this.due.delete(key);
    else this.due.set(key, at);
  }

  private async beat(): Promise<void> {
    const now = Date.now();
    for (const [key, at] of this.due) {
      if (at > now) continue;
      const held = this.states.get(key);
      const rule = held && this.ruleOf(held.state);
      if (!held || !rule) {
        this.due.delete(key);
        continue;
      }
      const { state, signals } = tickRule(rule, held.state, now);
      this.keep(key, state, held.source);
      this.dirty.add(key);
      const combined = signals.flatMap((signal) => this.ask(held.source, this.rulesOf(held.source.sector, now), this.inputOf(signal), now));
      this.decide(held.source, [...signals, ...combined]);
    }
    await this.tell();
    await this.save();
  }

  private decide(source: Sourced, signals: readonly AlarmSignal[]): void {
    for (const signal of signals) this.untold.push({ source, signal });
    if (this.untold.length <= UNTOLD_LIMIT) return;
    this.log.error(`${this.untold.length} alarms of rules wait for the database`);
    const spare = this.untold.length - UNTOLD_LIMIT;
    let dropped = 0;
    this.untold = this.untold.filter(({ signal }) => !(signal.cleared && dropped < spare && (dropped += 1)));
  }

  /** Tells what was decided, in order; what could not be told stays and is told at the next beat. */
  private tell(): Promise<void> {
    this.telling ??= this.tellAll().finally(() => {
      this.telling = undefined;
    });
    return this.telling;
  }

  private async tellAll(): Promise<void> {
    while (this.untold.length) {
      const [first] = this.untold;
      if (!first) return;
      let count = 0;
      while (count < 500 && this.untold[count]?.source.id === first.source.id) count += 1;
      const batch = this.untold.slice(0, count);
      try {
        await this.alarms.accept(first.source, batch.map(({ signal }) => signal), Date.now());
      } catch (error) {
        if (!(error instanceof DomainError) || error.kind !== 'invalid') throw error;
        // What is refused for good would stand in the way of all that follow.
        this.log.error(`alarms of rules refused: ${error.message}`);
      }
      this.untold.splice(0, count);
    }
  }

  private async save(): Promise<void> {
    if (this.untold.length || !this.dirty.size) return;
    const keys = [...this.dirty];
    this.dirty.clear();
    try {
      await this.repository.saveStates(keys.map((key) => [key, this.states.get(key)] as const), Date.now());
    } catch (error) {
      for (const key of keys) this.dirty.add(key);
      throw error;
    }
  }

  private inputOf(signal: RuleInput['signal']): RuleInput {
    const object = signal.deviceCode === undefined ? undefined : this.devices.objectOf(signal.deviceCode);
    return { signal, ...(object && { facts: { code: object.code, name: object.name, kind: object.kind } }) };
  }

  private rulesOf(sector: Sector, now: number): readonly Rule[] {
    if (now >= this.inForceUntil) {
      this.bySector = new Map();
      for (const rule of rulesInForce(this.versions, now)) this.bySector.set(rule.sector, [...(this.bySector.get(rule.sector) ?? []), rule]);
      this.inForceUntil = now + BEAT;
    }
    return this.bySector.get(sector) ?? [];
  }

  /** The version in force, or for a rule no longer in force its newest, which then ends what it raised. */
  private ruleOf({ ruleId }: RuleState): Rule | undefined {
    for (const rules of this.bySector.values()) {
      const found = rules.find(({ id }) => id === ruleId);
      if (found) return found;
    }
    return this.versions.filter(({ id }) => id === ruleId).at(-1);
  }
}
