import { Injectable } from '@nestjs/common';
import { BucketChanges, isEffective, isPenalised, type EnforcementCase, type Hazard, type HazardFact, type Inspection, type PenaltyFact, type SpanFact } from '@one-screen/domain';
import type { Transaction } from '../../database/database.js';
import { TallyRepository } from './tally.repository.js';

/** One record before and after a change; either is absent when it is new or gone. */
export interface Changed<T> {
  before?: T | undefined;
  after?: T | undefined;
}

/** What an object was on the list as, before and after. */
export interface ChangedSpans {
  object: string;
  before: readonly SpanFact[];
  after: readonly SpanFact[];
}

/**
 * Keeps the counts of `rate_bucket` true with every change, in the same transaction, under the journal head's lock. Each method is called
 * after the rows are saved; `tally:verify` counts everything anew and compares.
 */
@Injectable()
export class Tally {
  constructor(private readonly repository: TallyRepository) {}

  /** How many hazards each of these visits found so far: what a visit that is entered after its hazards begins with. */
  foundBy(transaction: Transaction, inspections: readonly Inspection[]): Promise<Map<string, number>> {
    return this.repository.foundBy(transaction, inspections.map(({ id }) => id));
  }

  /** When these hazards were filed: a case may be entered before its hazard is. */
  filed(transaction: Transaction, hazards: readonly Hazard[]): Promise<Map<string, number>> {
    return this.repository.filed(transaction, hazards.map(({ id }) => id));
  }

  async inspections(transaction: Transaction, changed: readonly Changed<Inspection>[]): Promise<void> {
    const changes = new BucketChanges();
    const ids = changed.flatMap(({ before, after }) => (before ?? after)?.id ?? []);
    const now = new Map((await this.repository.visitFacts(transaction, ids)).map((fact) => [fact.id, fact]));
    const moved = new Map<string, { added: number[]; taken: number[] }>();
    const note = (object: string) => moved.get(object) ?? moved.set(object, { added: [], taken: [] }).get(object)!;
    for (const { before, after } of changed) {
      const hazards = now.get((before ?? after)?.id ?? '')?.hazards ?? 0;
      const [was, is] = [before && visitOf(before, hazards), after && visitOf(after, hazards)];
      if (before && after && was && is && was.at === is.at && was.sector === is.sector && was.gridCode === is.gridCode && before.objectCode === after.objectCode) continue;
      if (was && before) {
        changes.visit(-1, was);
        note(before.objectCode).taken.push(was.at);
      }
      if (is && after) {
        changes.visit(1, is);
        note(after.objectCode).added.push(is.at);
      }
    }
    const objects = [...moved.keys()];
    const [spans, visits] = [await this.repository.spans(transaction, objects), await this.repository.visits(transaction, objects)];
    for (const [object, { added, taken }] of moved) {
      const after = visits.get(object) ?? [];
      const before = [...after];
      for (const at of added) before.splice(before.indexOf(at), 1);
      before.push(...taken);
      changes.object(-1, spans.get(object) ?? [], before);
      changes.object(1, spans.get(object) ?? [], after);
    }
    await this.repository.add(transaction, changes.changes());
  }

  async hazards(transaction: Transaction, changed: readonly Changed<Hazard>[]): Promise<void> {
    const changes = new BucketChanges();
    const visits = new Map<string, number>();
    const found = (hazard: Hazard | undefined, by: number) => {
      if (hazard?.inspectionId !== undefined && hazard.state !== 'dismissed') visits.set(hazard.inspectionId, (visits.get(hazard.inspectionId) ?? 0) + by);
    };
    for (const { before, after } of changed) {
      const [was, is] = [before && hazardOf(before), after && hazardOf(after)];
      found(before, -1);
      found(after, 1);
      if (was && is && SAME.every((name) => was[name] === is[name])) continue;
      if (was) changes.hazard(-1, was);
      if (is) changes.hazard(1, is);
    }
    const moved = [...visits].filter(([, by]) => by !== 0);
    for (const visit of await this.repository.visitFacts(transaction, moved.map(([id]) => id))) {
      const hazards = visit.hazards + (visits.get(visit.id) ?? 0);
      await this.repository.setHazards(transaction, visit.id, hazards);
      if (!visit.valid) continue;
      changes.visit(-1, visit);
      changes.visit(1, { ...visit, hazards });
    }
    await this.repository.add(transaction, changes.changes());
  }

  async cases(transaction: Transaction, changed: readonly Changed<EnforcementCase>[]): Promise<void> {
    const changes = new BucketChanges();
    for (const { before, after } of changed) {
      const [was, is] = [before && penaltyOf(before), after && penaltyOf(after)];
      if (was) changes.penalty(-1, was);
      if (is) changes.penalty(1, is);
    }
    const refiled = changed.filter(({ before, after }) => before?.filed?.at !== after?.filed?.at || before?.hazardIds.join() !== after?.hazardIds.join());
    await this.repository.saveLinks(transaction, refiled.flatMap(({ after }) => (after ? [{ id: after.id, hazards: after.hazardIds, filedAt: after.filed?.at }] : [])));
    await this.repository.refile(transaction, [...new Set(refiled.flatMap(({ before, after }) => [...(before?.hazardIds ?? []), ...(after?.hazardIds ?? [])]))]);
    await this.repository.add(transaction, changes.changes());
  }

  /** Objects that came, moved or went: saves their spans and what they count as covered. */
  async objects(transaction: Transaction, changed: readonly ChangedSpans[]): Promise<void> {
    const changes = new BucketChanges();
    const visits = await this.repository.visits(transaction, changed.map(({ object }) => object));
    for (const { object, before, after } of changed) {
      await this.repository.saveSpans(transaction, object, after);
      changes.object(-1, before, visits.get(object) ?? []);
      changes.object(1, after, visits.get(object) ?? []);
    }
    await this.repository.add(transaction, changes.changes());
  }

  spans(transaction: Transaction, objects: readonly string[]): Promise<Map<string, SpanFact[]>> {
    return this.repository.spans(transaction, objects);
  }
}

const SAME = ['sector', 'gridCode', 'foundAt', 'major', 'dueAt', 'closedAt'] as const;

export const visitOf = (inspection: Inspection, hazards: number): (Parameters<BucketChanges['visit']>[1]) | undefined =>
  isEffective(inspection) && inspection.finishedAt !== undefined ? { sector: inspection.sector, gridCode: inspection.gridCode, at: inspection.finishedAt, hazards } : undefined;
export const hazardOf = (hazard: Hazard): HazardFact | undefined =>
  hazard.state === 'dismissed' ? undefined : { sector: hazard.sector, gridCode: hazard.gridCode, foundAt: hazard.foundAt, major: hazard.grade === 'major', dueAt: hazard.deadline, closedAt: hazard.closed?.at };
export const penaltyOf = (each: EnforcementCase): PenaltyFact | undefined =>
  isPenalised(each) && each.state !== 'withdrawn' && each.decided ? { sector: each.sector, gridCode: each.gridCode, at: each.decided.at } : undefined;
