import type { MaintenanceState, MaintenanceWindow, Sector } from '@one-screen/domain';
import type { SqlRow, SqlValue } from '../../database/database.js';

/** A maintenance window as stored. */
export const WINDOW_COLUMNS = [
  'id', 'revision', 'state', 'is_open', 'unreleased', 'sector', 'grid_code', 'source_id', 'device_code', 'object_code', 'point', 'from_at', 'until_at', 'reason', 'permit', 'responsible',
  'requested_by', 'requested_at', 'decided_by', 'decided_at', 'decision_note', 'includes_red', 'ended_by', 'ended_at', 'end_note',
] as const;
export type WindowRow = Record<(typeof WINDOW_COLUMNS)[number], SqlValue>;

/** One that has just ended may still hold alarms (`unreleased`), until the clock has seen to it that it does not. */
export const toRow = (window: MaintenanceWindow): SqlRow & WindowRow => ({
  id: window.id,
  revision: window.revision,
  state: window.state,
  is_open: Number(window.state === 'requested' || window.state === 'approved'),
  unreleased: Number(window.state === 'ended'),
  sector: window.sector,
  grid_code: window.gridCode ?? null,
  source_id: window.sourceId ?? null,
  device_code: window.deviceCode ?? null,
  object_code: window.objectCode ?? null,
  point: window.point ?? null,
  from_at: window.from,
  until_at: window.until,
  reason: window.reason,
  permit: window.permit,
  responsible: window.responsible,
  requested_by: window.requestedBy,
  requested_at: window.requestedAt,
  decided_by: window.decidedBy ?? null,
  decided_at: window.decidedAt ?? null,
  decision_note: window.decisionNote ?? null,
  includes_red: Number(window.includesRed),
  ended_by: window.endedBy ?? null,
  ended_at: window.endedAt ?? null,
  end_note: window.endNote ?? null,
});

const text = <K extends string>(name: K, value: SqlValue): { [P in K]?: string } => (value === null ? {} : { [name]: String(value) }) as { [P in K]?: string };
const number = <K extends string>(name: K, value: SqlValue): { [P in K]?: number } => (value === null ? {} : { [name]: Number(value) }) as { [P in K]?: number };

export const fromRow = (row: WindowRow): MaintenanceWindow => ({
  id: String(row.id),
  revision: Number(row.revision),
  state: row.state as MaintenanceState,
  sector: row.sector as Sector,
  ...text('gridCode', row.grid_code),
  ...text('sourceId', row.source_id),
  ...text('deviceCode', row.device_code),
  ...text('objectCode', row.object_code),
  ...text('point', row.point),
  from: Number(row.from_at),
  until: Number(row.until_at),
  reason: String(row.reason),
  permit: String(row.permit),
  responsible: String(row.responsible),
  requestedBy: String(row.requested_by),
  requestedAt: Number(row.requested_at),
  ...text('decidedBy', row.decided_by),
  ...number('decidedAt', row.decided_at),
  ...text('decisionNote', row.decision_note),
  includesRed: Number(row.includes_red) === 1,
  ...text('endedBy', row.ended_by),
  ...number('endedAt', row.ended_at),
  ...text('endNote', row.end_note),
});
