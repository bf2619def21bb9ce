import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import {
  afterAbsence, DEFAULT_ALARM_RULES, evaluate, nextTickAt, rulesInForce, stateKeyOf, tickRule, type AlarmSignal, type PositionSignal, type ReadingSignal, type Rule, type RuleInput, type RuleState, type Sector,
} from '@one-screen/domain';
import { AlarmsService } from '../../alarms/alarms.service.js';
import { Database } from '../../database/database.js';
import { DevicesService } from '../../ledger/devices.service.js';
import { Metrics } from '../../operations/metrics.js';
import { AlarmTeller } from './alarm-teller.js';
import { RulesRepository, type HeldState } from './rules.repository.js';

type Sourced = HeldState['source'];

const BEAT = 1_000;
const REREAD_EVERY = 5_000;

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
  private readonly teller: AlarmTeller;
  private timers: NodeJS.Timeout[] = [];
  private beating: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly repository: RulesRepository,
    private readonly devices: DevicesService,
    alarms: AlarmsService,
    metrics: Metrics,
  ) {
    this.teller = new AlarmTeller({ accept: (source, signals) => alarms.accept(source, signals, Date.now()), trouble: (words) => this.log.error(words) });
    metrics.gauge('one_screen_rule_states', 'States of rules held: one for each rule, device and point heard of', () => this.states.size);
    metrics.gauge('one_screen_rule_alarms_waiting', 'Alarms that rules have decided on and the database does not have yet', () => this.teller.waiting);
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
    this.teller.add(source, decided);
    await this.teller.tell();
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
      this.teller.add(held.source, [...signals, ...combined]);
    }
    await this.teller.tell();
    await this.save();
  }

  private async save(): Promise<void> {
    if (this.teller.waiting || !this.dirty.size) return;
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
    const facts = this.devices.factsOf(signal);
    return { signal, ...(facts && { facts }) };
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
