import { Inject, Injectable } from '@nestjs/common';
import { faultsInLine } from '@one-screen/connectors';
import type { IntakeResult } from '@one-screen/contracts';
import { DomainError, forbidden, type Parsed, type Signal } from '@one-screen/domain';
import { AlarmsService } from '../alarms/alarms.service.js';
import { CONFIG } from '../config/config.module.js';
import type { Config } from '../config/config.js';
import { AuditService } from '../identity/audit.service.js';
import { Metrics } from '../operations/metrics.js';
import { answersOf, nothingTaken, signalsOf, type Language } from './intake-answer.js';
import { CountedAlarms } from './rules/counted-alarms.js';
import { fullBucket, take, type Bucket, type RateLimit } from './rate-limit.js';
import { EXCERPT, SourceLinks } from './source-links.js';
import { SourceRegistry } from './source-registry.js';
import { bearer } from './source-token.js';
import type { Source } from './source.row.js';

const TOLD_AT_ONCE = 20;

/** The way of every message from any source: who sent it, may it now, what of it is good, and what became of that. */
@Injectable()
export class IntakeService {
  private readonly buckets = new Map<string, Bucket>();
  private readonly limit: RateLimit;

  constructor(
    private readonly registry: SourceRegistry,
    private readonly links: SourceLinks,
    private readonly alarms: AlarmsService,
    private readonly counted: CountedAlarms,
    private readonly audit: AuditService,
    private readonly metrics: Metrics,
    @Inject(CONFIG) config: Config,
  ) {
    this.limit = { rate: config.intakeRate, burst: config.intakeBurst };
  }

  /** The source of an `Authorization` header. Throws `bad-token` (401), `source-disabled` (403); both are audited. */
  source(authorization: string | undefined, ip: string): Source {
    const token = bearer(authorization);
    const source = token === undefined ? undefined : this.registry.byToken(token);
    if (!source) {
      void this.audit.refused({ actor: '-', action: 'intake.bad-token', object: 'intake', ip });
      throw new DomainError('unauthenticated', 'bad-token', { zh: '令牌无效', en: 'The token is not valid' });
    }
    if (source.disabled) {
      void this.audit.refused({ actor: `source:${source.id}`, action: 'intake.disabled', object: `source:${source.id}`, ip });
      throw forbidden('source-disabled', '该数据源已停用', 'This source is disabled');
    }
    return source;
  }

  /** Takes `count` alarms from the source's allowance, or throws `rate-limited` (429) and takes none. */
  spend(source: Source, count: number): void {
    const now = performance.now();
    let bucket = this.buckets.get(source.id);
    if (!bucket) {
      bucket = fullBucket(this.limit, now);
      this.buckets.set(source.id, bucket);
    }
    const wait = take(bucket, this.limit, Math.max(1, count), now);
    if (wait > 0) throw new DomainError('too-many', 'rate-limited', { zh: '该数据源发送过快，请稍后重试', en: 'This source sends too fast; try again later' }, { retryAfterSeconds: Math.ceil(wait / 1000) });
  }

  /**
   * Takes a message's elements; resolves only when the good ones are durable. Throws 422 when none is good, `unavailable`
   * when nothing can be stored now (nothing is counted then). `raw` gives the text of element i, asked only of bad ones.
   */
  async accept(source: Source, elements: readonly Parsed[], receivedAt: number, language: Language, raw: (index: number) => unknown): Promise<IntakeResult[]> {
    const refused = nothingTaken(elements, language);
    if (refused) {
      this.noteBad(source, elements, receivedAt, raw);
      throw refused;
    }
    const signals = signalsOf(elements);
    const accepted = signals.length ? await this.alarms.accept(source, signals, receivedAt) : [];
    if (signals.length) await this.counted.count(source, signals, accepted, receivedAt);
    let repeats = 0;
    for (const { status } of accepted) if (status === 'repeat') repeats += 1;
    this.links.good(source.id, accepted.length - repeats, repeats, receivedAt, () => excerptOf(raw(0)));
    this.metrics.received(source.id, 'accepted', accepted.length - repeats);
    this.metrics.received(source.id, 'repeat', repeats);
    if (signals.length !== elements.length) this.noteBad(source, elements, receivedAt, raw);
    return answersOf(elements, accepted, language);
  }

  /** A whole message that could not be read. */
  unreadable(source: Source, error: string, raw: unknown, at: number): void {
    this.metrics.received(source.id, 'rejected', 1);
    this.links.bad(source.id, 1, [{ error, excerpt: excerptOf(raw) }], at);
  }

  /** Counts the bad ones among a message's elements and keeps the first of them for inspection. */
  noteBad(source: Source, elements: readonly Parsed<Signal>[], at: number, raw: (index: number) => unknown): void {
    const messages: { error: string; excerpt: string }[] = [];
    let count = 0;
    elements.forEach((element, index) => {
      if (element.ok) return;
      count += 1;
      if (messages.length < TOLD_AT_ONCE) messages.push({ error: faultsInLine(element.faults), excerpt: excerptOf(raw(index)) });
    });
    this.metrics.received(source.id, 'rejected', count);
    this.links.bad(source.id, count, messages, at);
  }
}

/** The beginning of a message as text. */
const excerptOf = (raw: unknown): string => {
  if (raw instanceof Uint8Array) return new TextDecoder().decode(raw.subarray(0, EXCERPT));
  return (typeof raw === 'string' ? raw : (JSON.stringify(raw) ?? '')).slice(0, EXCERPT);
};
