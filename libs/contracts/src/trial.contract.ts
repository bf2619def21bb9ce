import type { Bilingual, Level, Parsed, Signal } from '@one-screen/domain';
import { z } from 'zod';
import type { IntakeResult } from './intake.contract.js';
import { SOURCE_KINDS, type SourceAddress } from './source.contract.js';

/** The longest sample that is looked at, bytes in UTF-8. */
export const SAMPLE_LIMIT = 65_536;
const bytesOf = (text: string): number => [...text].reduce((sum, character) => {
  const code = character.codePointAt(0) ?? 0;
  return sum + (code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4);
}, 0);
const Sample = z.string().min(1).max(SAMPLE_LIMIT, { error: `至多 ${SAMPLE_LIMIT} 字节 / at most ${SAMPLE_LIMIT} bytes` }).refine((text) => bytesOf(text) <= SAMPLE_LIMIT, { error: `至多 ${SAMPLE_LIMIT} 字节 / at most ${SAMPLE_LIMIT} bytes` });

/** `POST /api/sources/try` 试一试: what a sample would become with these options. Nothing is stored. */
export const TryBody = z.strictObject({ kind: z.enum(SOURCE_KINDS), options: z.record(z.string(), z.unknown()).default({}), sample: Sample });
export type TryBody = z.infer<typeof TryBody>;

/** What a sample became: each element in order, at most `SHOWN_ELEMENTS` of them shown; times in signals are epoch milliseconds. */
export interface TrialView {
  good: number;
  bad: number;
  elements: Parsed<Signal>[];
  /** What else there is to know, such as an element count that was cut. */
  notes: Bilingual[];
}
export const SHOWN_ELEMENTS = 200;

/** The doors that senders post to. */
export const DOORS = ['alarms', 'signals', 'alertmanager', 'cap'] as const;
/** `POST /api/sources/:id/test` 试发: a sample sent as the source, through its door, as a drill 演练. */
export const SourceTestBody = z.strictObject({ door: z.enum(DOORS), sample: Sample });
export type SourceTestBody = z.infer<typeof SourceTestBody>;

/** What the door answered. Each alarm is a drill, its key begins with `test/`, so that it can touch no real one; readings are kept under `test/` and their device's code. */
export interface SourceTestView {
  results: IntakeResult[];
  /** Of the door of measuring sources: what the sample was read as, and the drills the rules in force make of it. */
  read?: TrialView;
  raised?: { key: string; id?: string; level: Level; title: string }[];
  /** Why a warning asks for nothing. */
  ignored?: { code: string; message: string };
}

/** `POST /api/sources/:id/check` 检查: what happens at a source that is listened for or asked; changes nothing. */
export interface SourceCheckView {
  at: string;
  tookMs: number;
  address: SourceAddress;
  /** Whether data can come, or came. */
  well: boolean;
  /** Step by step what was found. */
  findings: { well: boolean; text: Bilingual }[];
  /** What one poll gave, as signals or as faults. */
  read?: TrialView & { excerpt: string };
}
