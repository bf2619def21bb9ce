import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import {
  DEFAULT_ALARM_RULES, evaluate, rulesInForce, SECTORS, stateKeyOf, tickRule, unavailable, type AlarmSignal, type Rule, type RuleInput, type RuleState, type Sector,
} from '@one-screen/domain';
import { AlarmsService } from '../../alarms/alarms.service.js';
import { Database } from '../../database/database.js';
import { isOutage } from '../../http/outage.js';
import { DevicesService } from '../../ledger/devices.service.js';
import { Metrics } from '../../operations/metrics.js';
import { FieldLead } from '../field-lead.js';
import { AlarmTeller } from './alarm-teller.js';
import { RuleInboxRepository } from './rule-inbox.repository.js';
import { RuleStates } from './rule-states.js';
import { RulesRepository, type HeldState } from './rules.repository.js';
import { Sharing } from './sharing.js';

type Sourced = HeldState['source'];

const BEAT = 1_000;
const REREAD_EVERY = 5_000;

/**
 * Asks the rules in force about every reading and position, and lets time pass for them. What they decide is told to the alarms' room
 * before their state is written down, so that over a crash an alarm may be told twice (the same key: one alarm), never forgotten.
 * One memory only: where several instances run, the one that leads the field judges, and the others hand it what they hear, through rows.
 */
@Injectable()
export class RulesService implements OnModuleInit, OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('rules');
  private versions: Rule[] = [];
  private bySector = new Map<Sector, Rule[]>();
  private inForceUntil = 0;
  private readonly states = new RuleStates((state) => this.ruleOf(state));
  private readonly teller: AlarmTeller;
  /** The states are in memory: they are read when the lead is won, and forgotten when it is lost. */
  private owning: Promise<void> | undefined;
  private term = 0;
  /** Judged, but still in the inbox: what was made of them is written down with their removal. */
  private readonly judged = new Set<string>();
  private readonly draining = new Sharing(() => this.drainNow());
  private readonly saving = new Sharing(() => this.saveNow());
  private savesAll = false;
  private timers: NodeJS.Timeout[] = [];
  private beating: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly repository: RulesRepository,
    private readonly inbox: RuleInboxRepository,
    private readonly devices: DevicesService,
    private readonly lead: FieldLead,
    private readonly alarms: AlarmsService,
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
    this.lead.onChange((leads) => (leads ? undefined : this.handOver()));
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
    await this.handOver();
  }

  /**
   * What came from a source's field in one go. Resolves when what the rules make of it is durable, or waits for the database. `shared`: other
   * instances may have heard of the same devices a moment ago (they post to our doors), and what those heard is judged first.
   */
  async take(source: Sourced, signals: readonly RuleInput['signal'][], now: number, shared = true): Promise<void> {
    try {
      await this.judgeOrHandOn(source, signals, now, shared);
    } catch (error) {
      throw isOutage(error) ? unavailable('database-away', '数据库暂时不可用，请稍后重试', 'The database is away; try again', { retryAfterSeconds: 5 }) : error;
    }
  }

  /** Whether a rule of this sector counts this alarm: only then need anyone tell of it. */
  counts(sector: Sector, alarm: AlarmSignal, now: number): boolean {
    return this.rulesOf(sector, now).some((rule) => rule.condition.type === 'combination' && stateKeyOf(rule, this.inputOf(alarm)) !== undefined);
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

  private async judgeOrHandOn(source: Sourced, signals: readonly RuleInput['signal'][], now: number, shared: boolean): Promise<void> {
    const rules = this.rulesOf(source.sector, now);
    if (!rules.length || !signals.length) return;
    if (this.lead.leads) {
      await this.own();
      if (shared && this.database.dialect === 'mysql') await this.draining.next();
    }
    if (this.lead.leads && this.owning) {
      this.judge(source, signals, now);
      await this.teller.tell();
      if (this.states.hasPressing) await this.saving.next();
      return;
    }
    const looked = signals.filter((signal) => rules.some((rule) => stateKeyOf(rule, this.inputOf(signal)) !== undefined));
    if (looked.length) await this.inbox.put({ source, signals: looked, receivedAt: now });
  }

  private own(): Promise<void> {
    const { term } = this;
    this.owning ??= Promise.all([this.repository.states(), this.standing()]).then(([stored, standing]) => {
      if (term !== this.term) throw unavailable('lead-lost', '正在切换实例，请稍后重试', 'Instances are changing over; try again', { retryAfterSeconds: 1 });
      const now = Date.now();
      this.states.load(stored, now);
      for (const { source, signal } of standing) this.judge(source, [signal], now);
    }).catch((error: unknown) => {
      if (term === this.term) this.owning = undefined;
      throw error;
    });
    return this.owning;
  }

  /** Alarms that stand and are counted by a rule: one that came in the last second of the leader before us may not be in its states. */
  private async standing(): Promise<{ source: Sourced; signal: AlarmSignal }[]> {
    const now = Date.now();
    const found: { source: Sourced; signal: AlarmSignal }[] = [];
    for (const sector of SECTORS) {
      if (!this.rulesOf(sector, now).some(({ condition }) => condition.type === 'combination')) continue;
      for (const { key, level, title, lastRaisedAt, objectCode, sourceId } of await this.alarms.standingIn(sector)) {
        const signal: AlarmSignal = { kind: 'alarm', key, sector, level, title, occurredAt: lastRaisedAt, cleared: false, ...(objectCode !== undefined && { objectCode }) };
        if (this.counts(sector, signal, now)) found.push({ source: { id: sourceId, sector }, signal });
      }
    }
    return found;
  }

  /** The lead is lost, or we are stopping: what is known is written down while nobody else can lead, and forgotten. */
  private async handOver(): Promise<void> {
    await this.beating;
    this.savesAll = true;
    await this.saving.next().catch((error: unknown) => this.log.warn(`rule states not written: ${error instanceof Error ? error.message : String(error)}`));
    this.term += 1;
    this.owning = undefined;
    this.judged.clear();
    this.states.clear();
  }

  private judge(source: Sourced, signals: readonly RuleInput['signal'][], now: number): void {
    const rules = this.rulesOf(source.sector, now);
    const decided: AlarmSignal[] = [];
    const alarms: AlarmSignal[] = [];
    for (const signal of signals) {
      if (signal.kind === 'alarm') alarms.push(signal);
      else decided.push(...this.ask(source, rules, this.inputOf(signal), now));
    }
    for (const signal of [...alarms, ...decided]) decided.push(...this.ask(source, rules, this.inputOf(signal), now));
    if (decided.length) this.teller.add(source, decided);
  }

  private ask(source: Sourced, rules: readonly Rule[], input: RuleInput, now: number): AlarmSignal[] {
    const decided: AlarmSignal[] = [];
    for (const rule of rules) {
      const key = stateKeyOf(rule, input);
      if (key === undefined) continue;
      const before = this.states.get(key)?.state;
      const { state, signals } = evaluate(rule, before, input, now);
      if (state === before) continue;
      this.states.keep(key, state, source);
      decided.push(...signals);
    }
    return decided;
  }

  /** What other instances heard, in the order they did. */
  private async drainNow(): Promise<void> {
    for (let more = true; more; ) {
      const found = await this.inbox.oldest(this.judged);
      if (!this.lead.leads || !this.owning) return;
      for (const { id, source, signals, receivedAt } of found.items) {
        this.judged.add(id);
        this.judge(source, signals, receivedAt);
      }
      more = found.more && found.items.length > 0;
    }
  }

  private async beat(): Promise<void> {
    if (!this.lead.leads) return;
    await this.own();
    await this.draining.next();
    const now = Date.now();
    if (!this.lead.leads) return;
    for (const key of this.states.dueBy(now)) {
      const held = this.states.get(key);
      const rule = held && this.ruleOf(held.state);
      if (!held || !rule) {
        this.states.notDue(key);
        continue;
      }
      const { state, signals } = tickRule(rule, held.state, now);
      this.states.keep(key, state, held.source);
      const combined = signals.flatMap((signal) => this.ask(held.source, this.rulesOf(held.source.sector, now), this.inputOf(signal), now));
      this.teller.add(held.source, [...signals, ...combined]);
    }
    await this.teller.tell();
    this.savesAll = true;
    await this.saving.next();
  }

  private async saveNow(): Promise<void> {
    // What was decided is told first; and nobody may write over the states of a leader after us.
    if (this.teller.waiting || !this.lead.valid) return;
    const all = this.savesAll;
    this.savesAll = false;
    const judged = all ? [...this.judged] : [];
    const taken = this.states.take(all);
    if (!taken.length && !judged.length) return;
    try {
      await this.repository.saveStates(taken, Date.now(), (transaction) => this.inbox.remove(transaction, judged));
      for (const id of judged) this.judged.delete(id);
    } catch (error) {
      this.states.untake(taken);
      throw error;
    }
  }

  /** A signal with what the ledger knows of its device. */
  inputOf(signal: RuleInput['signal']): RuleInput {
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
