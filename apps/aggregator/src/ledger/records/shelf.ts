import {
  gradeAt, isEffective, isHazardOpen, isPenalised, type AccidentFile, type EnforcementCase, type Hazard, type Inspection, type Living,
} from '@one-screen/domain';
import type { SqlRow } from '../../database/database.js';

/** Where one kind of record is kept: the whole of it in `body`, and beside it the facts that lists, counts and rates ask for. */
export interface Shelf<T extends Living<string>> {
  /** Table, and what the journal calls it. */
  table: 'hazard' | 'inspection' | 'enforcement_case' | 'accident';
  subject: 'hazard' | 'inspection' | 'case' | 'accident';
  /** Beginning of its numbers 编号, e.g. `YH20261125-0007`. */
  prefix: string;
  /** Columns taken from the record; others (`filed_at` of a hazard, `hazards` of an inspection) follow from other records and are kept as they are. */
  columns: readonly string[];
  facts(record: T): SqlRow;
  zh: string;
  en: string;
}

const flag = (value: boolean): number => (value ? 1 : 0);
/** An open hazard is late from its deadline on, unless its re-check was applied for in time and is not yet held (hazard-clock.ts). */
const lateAt = ({ state, deadline, submitted }: Hazard): number | null => {
  if (!isHazardOpen(state) || deadline === undefined) return null;
  return (state === 'submitted' || state === 'passed') && submitted !== undefined && submitted.at < deadline ? null : deadline;
};

export const HAZARDS: Shelf<Hazard> = {
  table: 'hazard', subject: 'hazard', prefix: 'YH', zh: '隐患', en: 'hazard',
  columns: ['sector', 'grid_code', 'object_code', 'source', 'category', 'major', 'counts', 'is_open', 'found_at', 'due_at', 'closed_at', 'late_at', 'is_late', 'visit_id', 'assignee', 'listed_tier'],
  facts: (hazard) => ({
    sector: hazard.sector, grid_code: hazard.gridCode, object_code: hazard.objectCode, source: hazard.source, category: hazard.category,
    major: flag(hazard.grade === 'major'), counts: flag(hazard.state !== 'dismissed'), is_open: flag(isHazardOpen(hazard.state)),
    found_at: hazard.foundAt, due_at: hazard.deadline ?? null, closed_at: hazard.closed?.at ?? null, late_at: lateAt(hazard),
    // Signed off after its term: for rates of periods long past.
    is_late: flag(hazard.closed !== undefined && hazard.deadline !== undefined && hazard.deadline < hazard.closed.at),
    visit_id: hazard.inspectionId ?? null, assignee: hazard.assigned?.to ?? null, listed_tier: hazard.listed && !hazard.delisted ? hazard.listed.tier : null,
  }),
};

export const INSPECTIONS: Shelf<Inspection> = {
  table: 'inspection', subject: 'inspection', prefix: 'JC', zh: '检查', en: 'inspection',
  columns: ['sector', 'grid_code', 'object_code', 'kind', 'planned_for', 'at', 'valid', 'draw_id'],
  facts: (inspection) => ({
    sector: inspection.sector, grid_code: inspection.gridCode, object_code: inspection.objectCode, kind: inspection.kind, planned_for: inspection.plannedFor,
    at: inspection.finishedAt ?? null, valid: flag(isEffective(inspection)), draw_id: inspection.drawId ?? null,
  }),
};

export const CASES: Shelf<EnforcementCase> = {
  table: 'enforcement_case', subject: 'case', prefix: 'AJ', zh: '案件', en: 'case',
  columns: ['sector', 'grid_code', 'object_code', 'found_at', 'filed_at', 'penal_at', 'amount', 'is_open'],
  facts: (each) => ({
    sector: each.sector, grid_code: each.gridCode, object_code: each.objectCode, found_at: each.foundAt, filed_at: each.filed?.at ?? null,
    penal_at: isPenalised(each) && each.state !== 'withdrawn' ? (each.decided?.at ?? null) : null, amount: each.decided?.amount ?? null,
    is_open: flag(!['declined', 'closed', 'published', 'withdrawn'].includes(each.state)),
  }),
};

export const ACCIDENTS: Shelf<AccidentFile> = {
  table: 'accident', subject: 'accident', prefix: 'SG', zh: '事故', en: 'accident',
  columns: ['sector', 'grid_code', 'object_code', 'occurred_at', 'counts', 'deaths', 'grade'],
  facts: (file) => ({
    sector: file.sector, grid_code: file.gridCode, object_code: file.objectCode ?? null, occurred_at: file.occurredAt,
    // Proved none 误报, not of production, or counted by another file: on record, in no number.
    counts: flag(file.state !== 'rejected' && !file.nonProduction && file.sameAs === undefined),
    deaths: file.harm.at(-1)?.deaths ?? 0, grade: gradeAt(file, Infinity).grade,
  }),
};

