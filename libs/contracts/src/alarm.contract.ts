import { ALARM_STATES, DISPOSITIONS, LEVELS, SECTORS } from '@one-screen/domain';
import { z } from 'zod';

/** ISO 8601 with offset. */
export const Instant = z.iso.datetime({ offset: true });
export const LocationView = z.object({ lon: z.number().min(-180).max(180), lat: z.number().min(-90).max(90) });

/** Where and when a screen painted an alarm (proof of display). */
export const ShownView = z.object({ wallId: z.string(), wallName: z.string(), revision: z.number(), at: Instant });
export type ShownView = z.infer<typeof ShownView>;

/** One alarm as sent to people and screens. */
export const AlarmView = z.object({
  id: z.string(),
  sequence: z.number(),
  revision: z.number(),
  key: z.string(),
  sourceId: z.string(),
  sector: z.enum(SECTORS),
  level: z.enum(LEVELS),
  title: z.string(),
  detail: z.union([z.string(), z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))]).optional(),
  state: z.enum(ALARM_STATES),
  conditionActive: z.boolean(),
  drill: z.boolean(),
  count: z.number(),
  occurredAt: Instant,
  receivedAt: Instant,
  lastSeenAt: Instant,
  clearedAt: Instant.optional(),
  skewed: z.boolean().optional(),
  late: z.boolean().optional(),
  objectCode: z.string().optional(),
  objectName: z.string().optional(),
  gridCode: z.string().optional(),
  location: LocationView.optional(),
  area: z.array(z.array(z.tuple([z.number(), z.number()]))).optional(),
  value: z.string().optional(),
  expiresAt: Instant.optional(),
  dueAt: Instant.optional(),
  acknowledgedBy: z.string().optional(),
  acknowledgedAt: Instant.optional(),
  disposition: z.enum(DISPOSITIONS).optional(),
  owner: z.string().optional(),
  promiseUntil: Instant.optional(),
  shelvedUntil: Instant.optional(),
  /** The maintenance window it came under 检维修: shelved, it is held by it; otherwise it came through, marked. */
  maintenanceId: z.string().optional(),
  mergedInto: z.string().optional(),
  /** 0 officer, 1 duty leader, 2 head. */
  escalation: z.number(),
});
export type AlarmView = z.infer<typeof AlarmView>;

/** Journal entry: one change of one thing. `sequence` is gap-free and in commit order over all instances. */
export const JournalEntry = z.object({
  sequence: z.number(),
  at: Instant,
  kind: z.string(),
  subject: z.object({ type: z.string(), id: z.string() }),
  revision: z.number(),
  actor: z.string(),
  from: z.string().optional(),
  to: z.string().optional(),
  note: z.string().optional(),
  data: z.record(z.string(), z.unknown()).optional(),
});
export type JournalEntry = z.infer<typeof JournalEntry>;

/** `GET /api/alarms/:id`: the alarm, its whole history (oldest first), and the screens that showed it. */
export interface AlarmWithHistory extends AlarmView {
  history: JournalEntry[];
  shown: ShownView[];
}

/** `GET /api/alarms`. `latest` is the journal sequence the page is at least as new as. */
export interface AlarmPage {
  items: AlarmView[];
  nextCursor?: string;
  latest: number;
}

/** `GET /api/journal?after=N`: entries in the reader's scope; `latest` is the sequence read up to; `alarms` are the present views of the alarms named. */
export interface JournalPage {
  items: JournalEntry[];
  alarms: AlarmView[];
  /** Everything up to here is known after this page. */
  through: number;
  /** Whether more waits behind this page. */
  more: boolean;
}

const note = z.string().trim().max(2000).optional();
const revision = z.number().int().positive();

export const AcknowledgeBody = z.object({ revision, disposition: z.enum(DISPOSITIONS), note, promiseUntil: Instant.optional(), mergedInto: z.string().max(26).optional() });
export const ActionBody = z.object({ revision, note, promiseUntil: Instant.optional() });
export const ShelveBody = z.object({ revision, note, until: Instant });
export const TransferBody = z.object({ revision, note, to: z.string().min(1).max(64) });
export const MergeBody = z.object({ revision, note, mergedInto: z.string().min(1).max(26) });
/** `POST /api/alarms/bulk-acknowledge`: red is refused in bulk; each alarm is answered for itself. */
export const BulkAcknowledgeBody = z.object({
  items: z.array(z.object({ id: z.string().max(26), revision })).min(1).max(200),
  disposition: z.enum(DISPOSITIONS),
  note,
});
export interface BulkResult {
  results: { id: string; status: 'done' | 'refused'; alarm?: AlarmView; error?: { code: string; message: string } }[];
}

/** `PUT /api/walls/me/shown`. */
export const ShownBody = z.array(z.object({ alarmId: z.string().max(26), revision, at: Instant })).max(2000);

/** `GET /api/alarms/load`: ISA-18.2 health figures, newest last. Times in milliseconds. */
export interface AlarmLoadView {
  at: string;
  raised10: number;
  officers: number;
  perOfficer10: number;
  flood: boolean;
  signP50?: number;
  signP95?: number;
  chattering: number;
  standing: number;
  unsigned: number;
}

/** `GET /api/alarms/timeline?from=&to=`: alarms raised per bucket and level. */
export interface TimelineView {
  bucketMs: number;
  from: string;
  to: string;
  buckets: { at: string; red: number; orange: number; yellow: number; blue: number }[];
}
