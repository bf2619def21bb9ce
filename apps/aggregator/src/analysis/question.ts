import { BUCKET_DIGITS, BUCKET_KINDS, type BucketKind, type Period, type Sector } from '@one-screen/domain';
import type { Asked } from './asked.js';

/** A period with the end of what is known in it, exclusive. */
export interface Window extends Period {
  end: number;
}
export const windowOf = (period: Period, now: number): Window => ({ ...period, end: Math.min(period.to, now) });

/** What the repositories are asked: counts for each window, in each sector, of each part of the place. */
export interface Question {
  sectors: Sector[];
  prefix: string;
  windows: Window[];
  /** First digits of the grid code, the whole code, or the object; absent: the place as one. */
  parts?: number | 'code' | 'object';
  object?: string | undefined;
}
export const questionOf = ({ sectors, prefix, now }: Asked, periods: readonly Period[]): Question => ({ sectors, prefix, windows: periods.map((period) => windowOf(period, now)) });

/** Length of the codes counts are kept for that hold exactly this place, where there is one. */
export const bucketDigits = (prefix: string): number | undefined => (prefix.length <= BUCKET_DIGITS[0] ? BUCKET_DIGITS[0] : BUCKET_DIGITS.find((digits) => digits === prefix.length));

/** Whether counts are kept for it; else the records are asked. */
export const isKept = ({ prefix, parts, object }: Question, window: Window): boolean =>
  object === undefined && (BUCKET_KINDS as readonly string[]).includes(window.kind) && bucketDigits(prefix) !== undefined && (parts === undefined || (BUCKET_DIGITS as readonly (number | string)[]).includes(parts));

export const kindOf = (window: Window): BucketKind => window.kind as BucketKind;
