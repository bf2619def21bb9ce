import { HAZARD_ACTIONS, HAZARD_GRADES, HAZARD_SOURCES, MAJOR_GROUNDS, PROGRAMME_PARTS, SECTORS, TIERS, type HazardAction } from '@one-screen/domain';
import { z } from 'zod';
import { Instant } from './alarm.contract.js';
import type { HazardView, WithHistory } from './record.contract.js';

const code = z.string().trim().min(1).max(64);
const words = (longest: number) => z.string().trim().max(longest);
/** Ids of files stored before (`POST /api/files`). */
const files = z.array(z.string().trim().min(1).max(64)).max(20);

/** `POST /api/hazards`: registers a hazard 登记隐患. The object exists, its sector is the hazard's, and the grid lies in the author's scope. */
export const HazardReportBody = z.strictObject({
  source: z.enum(HAZARD_SOURCES),
  sector: z.enum(SECTORS),
  objectCode: code,
  gridCode: z.string().regex(/^\d{2,20}$/),
  place: words(200),
  lon: z.number().optional(),
  lat: z.number().optional(),
  description: words(2000),
  /** Code of a category of the sector (`HAZARD_CATEGORIES`), or the words of another. */
  category: words(100),
  clause: words(200).optional(),
  foundBy: words(64),
  foundAt: Instant,
  photosBefore: files.default([]),
  alarmId: code.optional(),
  eventNo: code.optional(),
  inspectionId: code.optional(),
});
export type HazardReportBody = z.infer<typeof HazardReportBody>;

/** `PATCH /api/hazards/:id`: one step of its life. Which fields an action asks for is told by its refusal (422, `details: [{path, message}]`). */
export const HazardActionBody = z.strictObject({
  action: z.enum(HAZARD_ACTIONS),
  /** The revision the person was looking at; 409 `stale-revision` with `details.record` when it is old. */
  revision: z.number().int().positive(),
  note: words(2000).optional(),
  grade: z.enum(HAZARD_GRADES).optional(),
  entryCode: code.optional(),
  grounds: z.enum(MAJOR_GROUNDS).optional(),
  signature: words(200).optional(),
  to: words(64).optional(),
  deadline: Instant.optional(),
  /** 五落实; funds in yuan. */
  five: z.strictObject({ responsible: words(200), measures: words(2000), funds: z.number(), finishBy: Instant, contingency: words(2000) }).partial().optional(),
  /** 治理方案 of a major hazard. */
  programme: z.strictObject(Object.fromEntries(PROGRAMME_PARTS.map((part) => [part, words(2000)])) as Record<(typeof PROGRAMME_PARTS)[number], z.ZodString>).partial().optional(),
  photosAfter: files.optional(),
  passed: z.boolean().optional(),
  until: Instant.optional(),
  granted: z.boolean().optional(),
  tier: z.enum(TIERS).optional(),
  order: words(100).optional(),
  caseId: code.optional(),
});
export type HazardActionBody = z.infer<typeof HazardActionBody>;

/** `GET /api/hazards/:id`; `may`: what the reader may do to it now. */
export type HazardDetail = WithHistory<HazardView> & { may: HazardAction[] };

/** What may be stored as a file: photos, and documents as PDF. */
export const FILE_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'] as const;
export type FileType = (typeof FILE_TYPES)[number];
/** Longest file, bytes. */
export const FILE_LIMIT = 10 * 1024 * 1024;

/** `POST /api/files`: what was stored; read back from `/api/files/:id`. */
export interface FileView {
  id: string;
  type: FileType;
  /** Bytes. */
  size: number;
  /** SHA-256 of its bytes, hex. */
  sha256: string;
  name: string;
  by: string;
  at: string;
}
