import type { SourceKind } from '@one-screen/contracts';
import type { Sector } from '@one-screen/domain';

/** One source of alarms, the truth. Times are epoch milliseconds, `silentAfter` milliseconds. */
export interface Source {
  id: string;
  revision: number;
  kind: SourceKind;
  sector: Sector;
  name: string;
  /** sha256 of the token, hex; the token itself is never kept. */
  tokenHash?: string;
  silentAfter: number;
  options: Record<string, unknown>;
  disabled: boolean;
  /** Kept by SOURCES_FILE. */
  fromFile: boolean;
  lastSeenAt?: number;
  accepted: number;
  repeats: number;
  rejected: number;
  createdAt: number;
}

/** A source as stored. */
export interface SourceRow {
  id: string;
  revision: number | string;
  kind: string;
  sector: string;
  name: string;
  token_hash: string | null;
  silent_after: number | string;
  options: string;
  disabled: number;
  from_file: number;
  last_seen_at: number | string | null;
  accepted: number | string;
  repeats: number | string;
  rejected: number | string;
  created_at: number | string;
}

export const sourceOf = (row: SourceRow): Source => ({
  id: row.id,
  revision: Number(row.revision),
  kind: row.kind as SourceKind,
  sector: row.sector as Sector,
  name: row.name,
  ...(row.token_hash !== null && { tokenHash: row.token_hash }),
  silentAfter: Number(row.silent_after),
  options: JSON.parse(row.options) as Record<string, unknown>,
  disabled: Number(row.disabled) === 1,
  fromFile: Number(row.from_file) === 1,
  ...(row.last_seen_at !== null && { lastSeenAt: Number(row.last_seen_at) }),
  accepted: Number(row.accepted),
  repeats: Number(row.repeats),
  rejected: Number(row.rejected),
  createdAt: Number(row.created_at),
});
