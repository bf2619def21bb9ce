import { Inject, Injectable } from '@nestjs/common';
import type { ObjectView, RiskAssessmentBody, RiskColoursView, RiskReviewView, RiskUnitBody, RiskView } from '@one-screen/contracts';
import {
  addDays, assessObject, conflict, dayOf, directRed, DomainError, forbidden, lecScore, LEVELS, lowerRisk, lsScore, missing, raiseRisk, reassessRisk, startOfDay, triggersOf,
  type DataScope, type DirectRed, type RiskFacts, type RiskState, type Sector,
} from '@one-screen/domain';
import { ulid } from 'ulid';
import { Database, type Transaction } from '../database/database.js';
import { AuditService } from '../identity/audit.service.js';
import { CLOCK, type Clock } from '../identity/clock.js';
import type { Identity } from '../identity/identity.js';
import { iso } from '../journal/instant.js';
import { JournalRepository } from '../journal/journal.repository.js';
import { LedgerService } from '../ledger/ledger.service.js';
import { directFacts, RiskFactsRepository } from './risk-facts.repository.js';
import { reviewView, RiskPapersRepository, type AssessedUnit, type RiskReview } from './risk-papers.repository.js';
import { RiskRepository } from './risk.repository.js';

/** What a step sees: the object's state under the journal's lock, and what its records say. */
interface Seen {
  state: RiskState;
  facts: RiskFacts;
  direct: DirectRed[];
  now: number;
}

const CLOCK_NAME = 'clock';

/**
 * Four-colour risk 四色风险: assessed by LEC and LS, raised by itself on stated causes, lowered only by review, one step at a time. Each change
 * is one transaction under the journal's head with its journal and audit entries; the object's colour follows.
 */
@Injectable()
export class RiskService {
  constructor(
    private readonly database: Database,
    private readonly repository: RiskRepository,
    private readonly records: RiskFactsRepository,
    private readonly papers: RiskPapersRepository,
    private readonly ledger: LedgerService,
    private readonly journal: JournalRepository,
    private readonly audit: AuditService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The colour of an object in scope (404 `no-such-object`) and all that led to it. */
  async of(scope: DataScope, code: string): Promise<RiskView> {
    const object = await this.ledger.object(scope, code);
    const now = this.clock();
    const [{ state, managed }, facts, assessments, reviews] = await Promise.all([this.repository.present(code, object.risk, now), this.records.of(code, now), this.papers.assessments(code), this.papers.reviews(code)]);
    return {
      objectCode: code, colour: state.colour, assessed: state.assessed, cleanSince: iso(state.cleanSince), declared: !managed,
      standing: directRed(directFacts(object.attributes, facts, now), now), history: state.history.map((change) => ({ ...change, evidence: [...change.evidence], at: iso(change.at) })), assessments, reviews: reviews.map(reviewView),
    };
  }

  /** Assesses the whole object. A graver colour holds at once, a lighter one only lets a review lower it. */
  async assess(who: Identity, code: string, body: RiskAssessmentBody): Promise<RiskView> {
    const units = body.units.map(scored);
    await this.step(who, code, 'assess', async (transaction, { state, facts, direct, now }, object) => {
      const id = ulid(now);
      await this.papers.addAssessment(transaction, id, code, units, who.name, now, body.note);
      const { colour } = assessObject(units.map(({ unit, colour }) => ({ key: unit, colour })), directFacts(object.attributes, facts, now), now);
      return { state: reassessRisk(state, colour as NonNullable<typeof colour>, [`assessment:${id}`, ...direct.flatMap(({ evidence }) => evidence)], who.name, now), data: { assessment: id, assessed: colour }, always: true };
    });
    return this.of(who.scope, code);
  }

  /** 申请: one review at a time (409 `review-open`). */
  async requestReview(who: Identity, code: string, reason: string): Promise<RiskReviewView> {
    let made!: RiskReview;
    await this.step(who, code, 'review-request', async (transaction, { state, now }) => {
      if ((await this.papers.reviews(code, transaction)).some(isOpen)) throw conflict('review-open', '已有未办结的降级复核', 'A review is open already');
      if (state.colour === 'blue') throw conflict('lowest-colour', '已是最低风险等级', 'The colour is the lowest already');
      made = { id: ulid(now), objectCode: code, revision: 1, state: 'requested', reason, requestedBy: who.name, requestedAt: now };
      await this.papers.addReview(transaction, made);
      return { state, data: { review: made.id }, always: true };
    });
    return reviewView(made);
  }

  /** 现场: the record of the visit. */
  async visit(who: Identity, code: string, id: string, revision: number, evidence: string[]): Promise<RiskReviewView> {
    return this.review(who, code, id, revision, 'review-visit', 'requested', (review, { state, now }) => ({ review: { ...review, state: 'visited', visitedBy: who.name, visitedAt: now, evidence }, state }));
  }

  /** 审批: lowers by one step, by a leader who neither asked nor visited. Throws what `lowerRisk` throws (409), naming what stands against it. */
  async approve(who: Identity, code: string, id: string, revision: number, note?: string): Promise<RiskReviewView> {
    return this.review(who, code, id, revision, 'review-approve', 'visited', (review, { state, facts, direct, now }) => ({
      review: { ...review, state: 'approved', decidedBy: who.name, decidedAt: now, note },
      state: lowerRisk(state, {
        requestedBy: review.requestedBy, requestedAt: review.requestedAt, visitedBy: review.visitedBy ?? '', visitedAt: review.visitedAt ?? now, evidence: [`review:${id}`, ...(review.evidence ?? [])], approvedBy: who.name, approvedAt: now,
      }, { facts, direct }),
    }));
  }

  /** 退回: the colour stays. */
  async refuse(who: Identity, code: string, id: string, revision: number, note?: string): Promise<RiskReviewView> {
    return this.review(who, code, id, revision, 'review-refuse', undefined, (review, { state, now }) => ({ review: { ...review, state: 'refused', decidedBy: who.name, decidedAt: now, note }, state }));
  }

  /** Raises an object where its records give cause; whether anything changed. Never lowers. */
  async raise(code: string): Promise<boolean> {
    const object = await this.ledger.object(EVERYWHERE, code).catch(() => undefined);
    if (!object || !raised(await this.see(code, object))) return false;
    let changed = false;
    await this.step(undefined, code, 'raise', (_transaction, seen) => {
      const next = raised(seen);
      changed = next !== undefined;
      return Promise.resolve({ state: next ?? seen.state, always: false });
    });
    return changed;
  }

  /** Watches objects not yet watched, then raises what has cause to. How many changed. */
  async look(): Promise<number> {
    if (await this.repository.unwatched()) {
      await this.database.write(async (transaction) => {
        await this.journal.lock(transaction);
        await this.repository.watch(transaction, this.clock());
        await this.journal.mark(transaction);
      });
    }
    let changed = 0;
    for (const code of await this.records.suspects(this.clock())) if (await this.raise(code)) changed += 1;
    return changed;
  }

  /** Objects by colour at the end of each of the last months, the present one as it is now. */
  async colours(scope: DataScope, { sector, grid, months }: { sector?: Sector | undefined; grid?: string | undefined; months: number }): Promise<RiskColoursView> {
    const now = this.clock();
    const timelines = await this.repository.timelines(scope, sector, grid);
    const moments = monthEnds(now, months).map(({ month, at }) => {
      const counts = { red: 0, orange: 0, yellow: 0, blue: 0 };
      for (const { openedAt, colour, changes } of timelines) {
        const held = changes.length ? changes.findLast((change) => change.at <= at)?.to : openedAt <= at ? colour : undefined;
        if (held) counts[held] += 1;
      }
      return { month, at: iso(at), ...counts, total: LEVELS.reduce((sum, level) => sum + counts[level], 0) };
    });
    return { ...(sector && { sector }), ...(grid !== undefined && { grid }), months: moments };
  }

  private async see(code: string, object: ObjectView, transaction?: Transaction): Promise<Seen> {
    const now = this.clock();
    const { state } = await this.repository.present(code, object.risk, now, transaction);
    const facts = await this.records.of(code, now, transaction);
    return { state, facts, direct: directRed(directFacts(object.attributes, facts, now), now), now };
  }

  private async review(
    who: Identity, code: string, id: string, revision: number, action: string, from: RiskReview['state'] | undefined, step: (review: RiskReview, seen: Seen) => { review: RiskReview; state: RiskState },
  ): Promise<RiskReviewView> {
    let made!: RiskReview;
    await this.step(who, code, action, async (transaction, seen) => {
      const review = (await this.papers.reviews(code, transaction)).find((each) => each.id === id);
      if (!review) throw missing('no-such-review', '没有这个降级复核', 'There is no such review');
      if (review.revision !== revision) throw conflict('stale-revision', '该复核已被他人更新，请按最新状态操作', 'The review has changed; act on its latest state', { review: reviewView(review) });
      if (from === undefined ? !isOpen(review) : review.state !== from) throw conflict('not-allowed', '当前状态不允许此操作', 'Its state does not allow this', { review: reviewView(review) });
      const next = step(review, seen);
      made = { ...next.review, revision: review.revision + 1 };
      await this.papers.saveReview(transaction, made);
      return { state: next.state, data: { review: id }, always: true };
    });
    return reviewView(made);
  }

  /** One step under the journal's head: by a person, audited also when it is refused, or by the clock. */
  private async step(who: Identity | undefined, code: string, action: string, work: (transaction: Transaction, seen: Seen, object: ObjectView) => Promise<{ state: RiskState; data?: Record<string, unknown>; always: boolean }>): Promise<void> {
    const object = await this.ledger.object(who?.scope ?? EVERYWHERE, code);
    if (who && !object.gridCode.startsWith(who.scope.gridPrefix)) throw forbidden('out-of-scope', '监管对象超出您的数据范围', 'The object lies beyond your data scope');
    try {
      await this.database.write(async (transaction) => {
        const head = await this.journal.lock(transaction);
        const { state: before, managed } = await this.repository.present(code, object.risk, this.clock(), transaction);
        const seen = await this.see(code, object, transaction);
        const { state, data, always } = await work(transaction, seen, object);
        await this.journal.mark(transaction);
        if (state === before && !always) return;
        await this.repository.save(transaction, before, managed, state);
        const news = state.history.slice(before.history.length);
        const actor = who?.name ?? CLOCK_NAME;
        const revision = state.history.length;
        await this.journal.append(transaction, head, [
          ...(always ? [{ at: seen.now, kind: `risk.${action}`, subjectType: 'risk', subjectId: code, revision, actor, ...(data && { data }) }] : []),
          ...news.map((change) => ({ at: change.at, kind: 'risk.changed', subjectType: 'risk', subjectId: code, revision, actor, ...(change.from && { from: change.from }), to: change.to, data: { rule: change.rule, evidence: [...change.evidence] } })),
        ]);
        await this.audit.append(transaction, [{ actor, action: `risk.${action}`, object: `object:${code}`, result: 'done', ip: who?.ip ?? '', detail: `${before.colour} -> ${state.colour}` }]);
      });
    } catch (error) {
      if (who && error instanceof DomainError) await this.audit.refused({ actor: who.name, action: `risk.${action}`, object: `object:${code}`, ip: who.ip, detail: error.code });
      throw error;
    }
  }
}

const EVERYWHERE: DataScope = { sectors: ['road', 'marine', 'fire', 'industry', 'construction', 'tourism', 'equipment', 'city'], gridPrefix: '' };
const isOpen = ({ state }: RiskReview): boolean => state === 'requested' || state === 'visited';

/** The state with every fresh cause counted, or undefined when nothing is new. */
const raised = ({ state, facts, direct, now }: Seen): RiskState | undefined => {
  const triggers = triggersOf(state, facts, now);
  const after = raiseRisk(state, triggers, CLOCK_NAME, now);
  const next = direct.length > 0 && after.colour !== 'red' ? reassessRisk(after, 'red', direct.flatMap(({ rule, evidence }) => evidence.map((key) => `${rule}:${key}`)), CLOCK_NAME, now) : after;
  return next === state ? undefined : next;
};

const scored = (body: RiskUnitBody): AssessedUnit => {
  if (body.method === 'lec') return { unit: body.unit, method: 'lec', likelihood: body.likelihood, exposure: body.exposure, severity: body.consequence, ...lecScore(body) };
  return { unit: body.unit, method: 'ls', likelihood: body.likelihood, severity: body.severity, ...lsScore(body) };
};

/** The last instant of each month in Beijing, the present moment for this one; oldest first. */
const monthEnds = (now: number, months: number): { month: string; at: number }[] => {
  const ends: { month: string; at: number }[] = [];
  let first = `${dayOf(now).slice(0, 7)}-01`;
  for (let at = now; ends.length < months; ) {
    ends.unshift({ month: first.slice(0, 7), at });
    at = startOfDay(first) - 1;
    first = `${addDays(first, -1).slice(0, 7)}-01`;
  }
  return ends;
};
