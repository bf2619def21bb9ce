import type { GridView } from '@one-screen/contracts';
import type { GridVersion } from '@one-screen/domain';
import type { SqlRow, SqlValue } from '../../database/database.js';

/** A grid as stored, present or as one of its versions. */
export const GRID_COLUMNS = ['code', 'name', 'kind', 'is_schematic', 'lon', 'lat', 'rings', 'holes', 'chief', 'chief_phone'] as const;
export type GridRow = Record<(typeof GRID_COLUMNS)[number], SqlValue>;
export const VERSION_COLUMNS = ['id', ...GRID_COLUMNS, 'from_at', 'until_at', 'is_present', 'reason', 'made_by', 'made_at'] as const;
export type VersionRow = Record<(typeof VERSION_COLUMNS)[number], SqlValue>;

/** A version of a grid with what it says; `from` 0 is always, `present` whether the hot path reads it. Epoch ms. */
export interface StoredVersion extends GridVersion {
  grid: GridView;
  by: string;
  /** When it was written. */
  at: number;
  present: boolean;
}

export const gridOf = (row: GridRow): GridView => ({
  code: String(row.code),
  name: String(row.name),
  kind: row.kind as GridView['kind'],
  schematic: Number(row.is_schematic) === 1,
  centre: { lon: Number(row.lon), lat: Number(row.lat) },
  rings: JSON.parse(String(row.rings)) as GridView['rings'],
  ...(row.holes !== null && { holes: JSON.parse(String(row.holes)) as GridView['rings'] }),
  ...(row.chief !== null && { chief: String(row.chief) }),
  ...(row.chief_phone !== null && { chiefPhone: String(row.chief_phone) }),
});

export const toGridRow = (grid: GridView): SqlRow & GridRow => ({
  code: grid.code,
  name: grid.name,
  kind: grid.kind,
  is_schematic: Number(grid.schematic),
  lon: grid.centre.lon,
  lat: grid.centre.lat,
  rings: JSON.stringify(grid.rings),
  holes: grid.holes?.length ? JSON.stringify(grid.holes) : null,
  chief: grid.chief ?? null,
  chief_phone: grid.chiefPhone ?? null,
});

export const versionOf = (row: VersionRow): StoredVersion => ({
  id: String(row.id),
  code: String(row.code),
  name: String(row.name),
  from: Number(row.from_at),
  until: row.until_at === null ? undefined : Number(row.until_at),
  reason: String(row.reason),
  by: String(row.made_by),
  at: Number(row.made_at),
  present: Number(row.is_present) === 1,
  grid: gridOf(row),
});

export const toVersionRow = (version: StoredVersion): SqlRow & VersionRow => ({
  id: version.id,
  ...toGridRow(version.grid),
  from_at: version.from,
  until_at: version.until ?? null,
  is_present: Number(version.present),
  reason: version.reason,
  made_by: version.by,
  made_at: version.at,
});

/** Databases give a double back to its last digit, or one before it: places are compared to a centimetre. */
const place = (degrees: number): string => degrees.toFixed(7);
const said = ({ centre, holes, chief, chiefPhone, ...grid }: GridView): string =>
  JSON.stringify([grid.code, grid.name, grid.kind, grid.schematic, place(centre.lon), place(centre.lat), grid.rings, holes?.length ? holes : null, chief ?? null, chiefPhone ?? null]);
/** Whether two say the same of one grid. */
export const sameGrid = (one: GridView, other: GridView): boolean => said(one) === said(other);
