import { inOwnLanguage } from '../locale';

/** What the server found wrong, by form field, and what belongs to no field of the form. */
export interface Faults {
  fields: Record<string, string>;
  /** The sentence for the whole form. */
  general?: string;
}

interface Fault { path: string; message: string }
const isFault = (value: unknown): value is Fault => typeof value === 'object' && value !== null && typeof (value as Fault).path === 'string' && typeof (value as Fault).message === 'string';

/** Codes that speak of one field without naming it. */
const FIELD_OF: Record<string, string> = { 'username-taken': 'username', 'source-exists': 'id', 'token-taken': 'token' };

/**
 * Sorts a refusal's `details` (`[{path, message}]`) under the fields the form has; a path inside a field
 * (`scope.sectors[0]`) belongs to the longest field that begins it. What fits none is said for the whole form.
 */
export const faultsOf = (error: { code?: string; message: string; details?: unknown }, fields: readonly string[]): Faults => {
  const found: Record<string, string> = {};
  const loose: string[] = [];
  for (const fault of Array.isArray(error.details) ? error.details.filter(isFault) : []) {
    const owner = [...fields].sort((a, b) => b.length - a.length).find((field) => fault.path === field || fault.path.startsWith(`${field}.`) || fault.path.startsWith(`${field}[`));
    if (owner) found[owner] ??= inOwnLanguage(fault.message);
    else loose.push(fault.path ? `${fault.path}：${inOwnLanguage(fault.message)}` : inOwnLanguage(fault.message));
  }
  const single = error.code === undefined ? undefined : FIELD_OF[error.code];
  if (single && fields.includes(single)) found[single] ??= error.message;
  if (Object.keys(found).length && !loose.length) return { fields: found };
  return { fields: found, general: loose.length ? `${error.message}（${loose.join('；')}）` : error.message };
};
