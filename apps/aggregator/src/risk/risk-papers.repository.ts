import { Injectable } from '@nestjs/common';
import type { RiskAssessmentView, RiskReviewView } from '@one-screen/contracts';
import type { Level } from '@one-screen/domain';
import { Database, type Transaction } from '../database/database.js';
import { insertRows } from '../database/sql.js';
import { iso } from '../journal/instant.js';

/** One unit as assessed; `severity` is the consequence C of LEC or the severity S of LS. */
export interface AssessedUnit {
  unit: string;
  method: 'lec' | 'ls';
  likelihood: number;
  exposure?: number;
  severity: number;
  score: number;
  colour: Level;
  cuts: string;
}

/** A review to lower 降级复核: 申请→现场→审批. Instants are epoch ms. */
export interface RiskReview {
  id: string;
  objectCode: string;
  revision: number;
  state: 'requested' | 'visited' | 'approved' | 'refused';
  reason: string;
  requestedBy: string;
  requestedAt: number;
  visitedBy?: string | undefined;
  visitedAt?: number | undefined;
  evidence?: string[] | undefined;
  decidedBy?: string | undefined;
  decidedAt?: number | undefined;
  note?: string | undefined;
}

type Row = Record<string, string | number | null>;
const REVIEW_COLUMNS = ['id', 'object_code', 'revision', 'state', 'reason', 'requested_by', 'requested_at', 'visited_by', 'visited_at', 'evidence', 'decided_by', 'decided_at', 'note'] as const;

/** Assessments and reviews: the papers behind a colour. */
@Injectable()
export class RiskPapersRepository {
  constructor(private readonly database: Database) {}

  async addAssessment(transaction: Transaction, id: string, objectCode: string, units: readonly AssessedUnit[], by: string, at: number, note: string | undefined): Promise<void> {
    await insertRows(transaction, 'risk_assessment', ['id', 'number', 'object_code', 'unit', 'method', 'likelihood', 'exposure', 'severity', 'score', 'colour', 'cuts', 'note', 'actor', 'at'], units.map((unit, number) => ({
      id, number, object_code: objectCode, unit: unit.unit, method: unit.method, likelihood: unit.likelihood, exposure: unit.exposure ?? null, severity: unit.severity, score: unit.score, colour: unit.colour, cuts: unit.cuts, note: note ?? null, actor: by, at,
    })));
  }

  /** Newest first. */
  async assessments(objectCode: string): Promise<RiskAssessmentView[]> {
    const rows = await this.database.read<Row>('SELECT * FROM risk_assessment WHERE object_code = ? ORDER BY at DESC, id DESC, number', [objectCode]);
    const found = new Map<string, RiskAssessmentView>();
    for (const row of rows) {
      const id = String(row['id']);
      const view = found.get(id) ?? found.set(id, { id, at: iso(Number(row['at'])), by: String(row['actor']), ...(row['note'] !== null && { note: String(row['note']) }), units: [] }).get(id)!;
      view.units.push({
        unit: String(row['unit']), method: row['method'] as 'lec' | 'ls', likelihood: Number(row['likelihood']), ...(row['exposure'] !== null && { exposure: Number(row['exposure']) }),
        severity: Number(row['severity']), score: Number(row['score']), colour: row['colour'] as Level, cuts: String(row['cuts']),
      });
    }
    return [...found.values()];
  }

  async addReview(transaction: Transaction, review: RiskReview): Promise<void> {
    await insertRows(transaction, 'risk_review', REVIEW_COLUMNS, [rowOf(review)]);
  }

  async saveReview(transaction: Transaction, review: RiskReview): Promise<void> {
    const row = rowOf(review);
    await transaction.query(`UPDATE risk_review SET ${REVIEW_COLUMNS.slice(2).map((column) => `${column} = ?`).join(', ')} WHERE id = ?`, [...REVIEW_COLUMNS.slice(2).map((column) => row[column] ?? null), review.id]);
  }

  /** Newest first. */
  async reviews(objectCode: string, transaction?: Transaction): Promise<RiskReview[]> {
    const sql = 'SELECT * FROM risk_review WHERE object_code = ? ORDER BY requested_at DESC, id DESC';
    const rows = transaction ? ((await transaction.query(sql, [objectCode])) as Row[]) : await this.database.read<Row>(sql, [objectCode]);
    return rows.map(reviewOf);
  }
}

const rowOf = (review: RiskReview): Row => ({
  id: review.id, object_code: review.objectCode, revision: review.revision, state: review.state, reason: review.reason, requested_by: review.requestedBy, requested_at: review.requestedAt,
  visited_by: review.visitedBy ?? null, visited_at: review.visitedAt ?? null, evidence: review.evidence ? JSON.stringify(review.evidence) : null, decided_by: review.decidedBy ?? null, decided_at: review.decidedAt ?? null, note: review.note ?? null,
});
const text = (value: string | number | null | undefined): string | undefined => (value === null || value === undefined ? undefined : String(value));
const instant = (value: string | number | null | undefined): number | undefined => (value === null || value === undefined ? undefined : Number(value));
const reviewOf = (row: Row): RiskReview => ({
  id: String(row['id']), objectCode: String(row['object_code']), revision: Number(row['revision']), state: row['state'] as RiskReview['state'], reason: String(row['reason']),
  requestedBy: String(row['requested_by']), requestedAt: Number(row['requested_at']), visitedBy: text(row['visited_by']), visitedAt: instant(row['visited_at']),
  evidence: row['evidence'] ? (JSON.parse(String(row['evidence'])) as string[]) : undefined, decidedBy: text(row['decided_by']), decidedAt: instant(row['decided_at']), note: text(row['note']),
});

export const reviewView = ({ requestedAt, visitedAt, decidedAt, ...rest }: RiskReview): RiskReviewView =>
  Object.fromEntries(Object.entries({ ...rest, requestedAt: iso(requestedAt), visitedAt: visitedAt && iso(visitedAt), decidedAt: decidedAt && iso(decidedAt) }).filter(([, value]) => value !== undefined)) as RiskReviewView;
