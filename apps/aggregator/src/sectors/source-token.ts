import { timingSafeEqual } from 'node:crypto';

export { newToken, tokenHash } from '../identity/secret.js';

/** Whether two hex digests are the same, in time that does not tell where they differ. */
export const sameHash = (a: string, b: string): boolean => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** The token of an `Authorization: Bearer …` header. */
export const bearer = (header: string | undefined): string | undefined => {
  const found = header === undefined || header.length > 300 ? null : /^Bearer +([\x21-\x7e]{1,200})$/i.exec(header);
  return found?.[1];
};
