import { GRID_LEVELS, GRID_ROLES, LEVELS } from '@one-screen/domain';
import { z } from 'zod';
import { GridBody, type GridView } from './ledger.contract.js';

const GRID_CODE = z.string().regex(/^[0-9A-Z]{6,20}$/);
const OBJECT_CODE = z.string().regex(/^[A-Za-z0-9_.-]{1,64}$/);
const instant = z.iso.datetime({ offset: true });
const name = z.string().trim().min(1).max(64);
const phone = z.string().trim().regex(/^[0-9*+()\- ]{3,32}$/);
const reason = z.string().trim().min(1).max(500);

/** A change of a grid 动态调整: the version that was looked at, when the next begins, why, and what is different in it. */
export const GridAdjustBody = GridBody.omit({ code: true, schematic: true }).partial().extend({
  /** Id of the version looked at; when another one is in force by then, 409 `grid-stale`. */
  version: z.string().min(1).max(26),
  /** ISO 8601; absent: now. Never before now: the past stays as it was. */
  from: instant.optional(),
  reason,
  schematic: z.boolean().optional(),
});
export type GridAdjustBody = z.infer<typeof GridAdjustBody>;

export const GridCloseBody = z.object({ version: z.string().min(1).max(26), until: instant.optional(), reason });
export type GridCloseBody = z.infer<typeof GridCloseBody>;

/** One version of a grid, as told: `from` absent means always (since before this system kept the ledger). */
export interface GridVersionView {
  id: string;
  name: string;
  from?: string;
  until?: string;
  reason: string;
  by: string;
  phase: 'past' | 'present' | 'future';
  /** m², and whether its outline differs from the version before it. */
  areaM2: number;
  moved: boolean;
}

const Span = { from: instant, until: instant.optional() };

/** Somebody in a role of a grid (domain.md section 2, 古街办〔2022〕6号); guarantors 包保责任人 go by `WardenBody`. Phones masked. */
export const GridPersonBody = z.object({ gridCode: GRID_CODE, role: z.enum(GRID_ROLES).exclude(['guarantor']), name, phone, account: z.string().max(64).optional(), ...Span });
export type GridPersonBody = z.infer<typeof GridPersonBody>;
/** Who answers for one object 包保: name, phone, and for what. */
export const WardenBody = z.object({ objectCode: OBJECT_CODE, name, phone, duties: z.string().trim().min(1).max(500), account: z.string().max(64).optional(), ...Span });
export type WardenBody = z.infer<typeof WardenBody>;
export const GridPeopleBody = z.union([GridPersonBody, z.array(GridPersonBody).min(1).max(2000)]);
export const WardensBody = z.union([WardenBody, z.array(WardenBody).min(1).max(2000)]);
export const UntilBody = z.object({ until: instant.optional(), reason: z.string().trim().max(500).optional() });
export type UntilBody = z.infer<typeof UntilBody>;

export interface GridPersonView extends Omit<GridPersonBody, 'role'> {
  id: string;
  role: (typeof GRID_ROLES)[number];
  by: string;
}
export interface WardenView extends WardenBody {
  id: string;
  objectName: string;
  gridCode: string;
  by: string;
}

/**
 * One visit 巡查: where (an object, or the grid as a whole), by whom, when, and what was found. `key` makes a repeat known; `person` is the id of the
 * appointment it was done under (a chief's monthly round counts for the chief, a patroller's for the objects).
 */
export const PatrolBody = z.object({
  key: z.string().trim().min(1).max(64).optional(),
  gridCode: GRID_CODE.optional(),
  objectCode: OBJECT_CODE.optional(),
  person: z.string().max(26).optional(),
  by: name,
  at: instant,
  findings: z.string().trim().max(2000).optional(),
  /** The way walked, WGS-84. */
  track: z.array(z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])).min(2).max(2000).optional(),
}).refine(({ gridCode, objectCode }) => gridCode !== undefined || objectCode !== undefined, { path: ['objectCode'], error: '请填写网格或对象 / a grid or an object is required' });
export type PatrolBody = z.infer<typeof PatrolBody>;
export const PatrolsBody = z.union([PatrolBody, z.array(PatrolBody).min(1).max(5000)]);
export interface PatrolView extends PatrolBody {
  id: string;
  gridCode: string;
  objectName?: string;
  recordedBy: string;
}
/** What was written of a list that may be sent again: `repeats` were known already. */
export interface GridWritten {
  written: number;
  repeats: number;
  ids: string[];
}

export interface GridCounts {
  objects: number;
  colours: Record<(typeof LEVELS)[number], number>;
  /** Grids directly within. */
  children: number;
  /** Codes of high-risk objects and crowded places nobody answers for 包保缺失. */
  unguaranteed: string[];
}
export interface GridPlace { code: string; name: string }
/** One grid with everything its page shows. */
export interface GridDetailView extends GridView {
  level?: (typeof GRID_LEVELS)[number];
  /** The id of the version in force, for `PATCH` and `close`; absent when none is. */
  version?: string;
  areaM2: number;
  parent?: GridPlace;
  versions: GridVersionView[];
  people: GridPersonView[];
  wardens: WardenView[];
  counts: GridCounts;
  patrols: PatrolView[];
}

export type GridScorePart = 'operation' | 'duty' | 'patroller';
/** One share with what was counted, so that it can be opened. */
export interface DutyShare {
  part: GridScorePart;
  /** Of 100 points. */
  weight: number;
  numerator: number;
  denominator: number;
  /** Per cent; absent, “—”, when nothing was due. */
  value?: number;
  /** What is counted: Chinese / English. */
  formula: string;
}
export interface DutyItem {
  key: string;
  /** The object to be visited, or the person whose round it is. */
  objectCode?: string;
  name: string;
  gridCode: string;
  colour?: (typeof LEVELS)[number];
  role?: (typeof GRID_ROLES)[number];
  person?: string;
  from: string;
  to: string;
}
/** Duties of a month of a grid and the grids within it, and its score 50/30/20. */
export interface GridDutyView {
  code: string;
  month: string;
  /** Duties whose time was over before this moment are counted. */
  asOf: string;
  colours: Record<(typeof LEVELS)[number], { due: number; done: number }>;
  roles: Partial<Record<(typeof GRID_ROLES)[number], { due: number; done: number }>>;
  missed: DutyItem[];
  /** Under way: their week, month or quarter is not over; `done` already or not. */
  open: (DutyItem & { done: boolean })[];
  parts: DutyShare[];
  /** 0–110, two decimals; absent when no part is known. */
  score?: number;
  missing: GridScorePart[];
}

/** What is wrong with outlines. Areas in m², lengths in metres. */
export const GRID_FAULTS = [
  'not-a-collection', 'code-missing', 'code-invalid', 'code-twice', 'name-missing', 'geometry', 'too-few-points', 'not-closed', 'out-of-range', 'no-area', 'self-intersection', 'overlap', 'gap', 'outside-parent', 'no-parent', 'not-checked',
] as const;
export type GridFaultKind = (typeof GRID_FAULTS)[number];
/** The little piece of a fault that a map shows. */
export type GridFaultGeometry = { type: 'Point'; coordinates: [number, number] } | { type: 'MultiPoint'; coordinates: [number, number][] } | { type: 'MultiPolygon'; coordinates: [number, number][][][] };
export interface GridFault {
  kind: GridFaultKind;
  /** Where it stands in what was sent, `features[3].geometry`; absent for what is stored. */
  path?: string;
  codes: string[];
  message: string;
  areaM2?: number;
  geometry?: GridFaultGeometry;
}
/** Faults smaller than this are digitising noise: an area under `areaM2`, or on average narrower than `widthM`. Corners are rounded to `snapM`. */
export interface GridTolerances { areaM2: number; widthM: number; snapM: number }
export interface GridCoverageView {
  parent?: GridPlace;
  grids: number;
  points: number;
  faults: GridFault[];
  /** More than are told. */
  cut: number;
  /** Share of the parent that is covered, per cent; absent without a parent. */
  coveredPercent?: number;
  tolerances: GridTolerances;
  tookMs: number;
}
export interface GridImportView extends GridCoverageView {
  dryRun: boolean;
  /** What came, with its outline, so that it can be drawn before it is stored. */
  items: { code: string; name: string; change: 'new' | 'changed' | 'same'; rings: GridView['rings'] }[];
}
/** GeoJSON (RFC 7946), looked into by the check itself, which names each fault with its path. */
export const GridCollectionBody = z.looseObject({ type: z.literal('FeatureCollection'), features: z.array(z.unknown()).min(1).max(5000) });
export type GridCollectionBody = z.infer<typeof GridCollectionBody>;
