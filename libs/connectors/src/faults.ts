import { holdsChinese, type Fault } from '@one-screen/domain';
import type { z } from 'zod';
import { inChinese, typeInChinese } from './schema-words.js';

/** At most this many faults are told of one element. */
export const MAX_FAULTS = 20;

type Issue = z.core.$ZodIssue;

/** `['a', 0, 'b']` to `a[0].b`; the element itself is the empty path. */
export const pathOf = (parts: readonly PropertyKey[]): string =>
  parts.reduce<string>((path, part) => (typeof part === 'number' ? `${path}[${part}]` : `${path && `${path}.`}${clipped(String(part))}`), '');

const clipped = (part: string): string => (part.length > 64 ? `${part.slice(0, 64)}…` : part);

/** A union says only "invalid input"; its branch that got furthest says more. */
const deepest = (issue: Issue): { path: PropertyKey[]; message: string } => {
  if (issue.code !== 'invalid_union') return { path: issue.path, message: holdsChinese(issue.message) ? issue.message : `${inChinese(issue)} / ${issue.message}` };
  const branches = issue.errors.filter((branch) => branch.length > 0);
  const inner = branches.map((branch) => branch[0]).find((first) => first !== undefined && (first.path.length > 0 || first.code !== 'invalid_type'));
  if (inner) {
    const found = deepest(inner);
    return { path: [...issue.path, ...found.path], message: found.message };
  }
  const expected = branches.flatMap((branch) => branch.flatMap((each) => (each.code === 'invalid_type' ? [each.expected] : [])));
  return { path: issue.path, message: expected.length ? `应为${expected.map(typeInChinese).join('或')} / expected ${expected.join(' or ')}` : `${inChinese(issue)} / ${issue.message}` };
};

/** What zod found wrong, as the path and reason (in both languages) of each fault. */
export const faultsOf = (error: z.ZodError): Fault[] =>
  error.issues.slice(0, MAX_FAULTS).map((issue) => {
    const { path, message } = deepest(issue);
    return { path: pathOf(path), message };
  });
