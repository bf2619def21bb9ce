import { SECTORS } from '@one-screen/domain';
import { z } from 'zod';
import { Instant } from './alarm.contract.js';

/** An instant as people and systems send it: ISO 8601 with offset in, epoch ms from the door on. */
export const When = Instant.transform((text) => Date.parse(text));
export const Code = z.string().trim().min(1).max(64);
export const GridCode = z.string().regex(/^\d{6,20}$/);
export const Line = z.string().trim().min(1).max(200);
export const Text = z.string().trim().min(1).max(4000);
/** Names of attachments or papers kept as evidence. */
export const Evidence = z.array(z.string().trim().min(1).max(500)).min(1).max(50);

/** One step of a record: its action, the revision the person looked at, and what belongs to this action and no other. */
export const stepOf = <A extends string, S extends z.ZodRawShape>(action: A, shape: S) =>
  z.strictObject({ action: z.literal(action), revision: z.number().int().positive(), note: z.string().trim().max(4000).optional(), ...shape });

/** A comma-separated list of known words in a query. */
export const listOf = <T extends string>(known: readonly T[]) =>
  z
    .string()
    .transform((text) => text.split(',').filter(Boolean) as T[])
    .refine((values) => values.every((value) => known.includes(value)), { error: `只能是 / one or more of: ${known.join(', ')}` });

/** What every list of records may be narrowed to; `from` is inclusive, `to` exclusive, of the instant the list is ordered by. */
export const RECORD_QUERY = {
  sector: listOf(SECTORS).optional(),
  grid: z.string().regex(/^\d{2,20}$/).optional(),
  object: Code.optional(),
  from: When.optional(),
  to: When.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().regex(/^-?\d{1,15}~[A-Za-z0-9_.-]{1,64}$/, { error: '须为上一页的 nextCursor / nextCursor of the page before' }).optional(),
};
