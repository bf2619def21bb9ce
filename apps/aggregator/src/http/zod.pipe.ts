import type { PipeTransform } from '@nestjs/common';
import { halvesOf, invalid, type Bilingual } from '@one-screen/domain';
import { z, type ZodType } from 'zod';

/** One fault of a body or query: where (`items[3].level`; empty for the whole) and what, in both languages. */
export interface Fault {
  path: string;
  message: Bilingual;
}

const FAULTS_SHOWN = 50;
const ITEMS_AT_MOST = 10_000;
const chinese = z.locales.zhCN().localeError;
const english = z.locales.en().localeError;

/** The faults of a value against a schema, at most 50 of them; undefined when it fits. */
export const faultsOf = (schema: ZodType, value: unknown): Fault[] | undefined => {
  const parsed = schema.safeParse(value, { error: english });
  if (parsed.success) return undefined;
  const inChinese = schema.safeParse(value, { error: chinese }).error?.issues ?? [];
  return parsed.error.issues.slice(0, FAULTS_SHOWN).map((issue, index) => ({
    path: z.core.toDotPath(issue.path),
    // Words of our own carry both languages, and are the same in both passes.
    message: { zh: halvesOf(inChinese[index]?.message ?? issue.message).zh, en: halvesOf(issue.message).en },
  }));
};

/** Lists longer than any door takes are refused before they are looked at one by one. */
const tooMany = (value: unknown): boolean => {
  if (Array.isArray(value)) return value.length > ITEMS_AT_MOST;
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((inner) => Array.isArray(inner) && inner.length > ITEMS_AT_MOST);
};

/**
 * Parses a body or query at the door: `@Body(zod(SignInBody))`. The handler gets the parsed value.
 * Throws 422 `invalid-body` with `details: [{path, message}]`, or `too-many-items`.
 */
export const zod = <S extends ZodType>(schema: S): PipeTransform<unknown, z.output<S>> => ({
  transform: (value) => {
    if (tooMany(value)) throw invalid('too-many-items', `一次最多 ${ITEMS_AT_MOST} 项`, `At most ${ITEMS_AT_MOST} items at a time`);
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    throw invalid('invalid-body', '提交的内容不符合要求', 'The request does not have the right shape', faultsOf(schema, value));
  },
});
