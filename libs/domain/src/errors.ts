/** What went wrong, in terms of the trade; the HTTP layer maps `kind` to a status in one place. */
export type ErrorKind = 'invalid' | 'unauthenticated' | 'forbidden' | 'missing' | 'conflict' | 'too-large' | 'too-many' | 'unavailable';

export interface Bilingual {
  zh: string;
  en: string;
}

/** One clear error. `code` is stable for programs; `message` is for people, Chinese first. */
export class DomainError extends Error {
  constructor(
    readonly kind: ErrorKind,
    readonly code: string,
    readonly text: Bilingual,
    readonly details?: unknown,
  ) {
    super(text.en);
    this.name = 'DomainError';
  }
}

export const invalid = (code: string, zh: string, en: string, details?: unknown) => new DomainError('invalid', code, { zh, en }, details);
export const conflict = (code: string, zh: string, en: string, details?: unknown) => new DomainError('conflict', code, { zh, en }, details);
export const forbidden = (code: string, zh: string, en: string, details?: unknown) => new DomainError('forbidden', code, { zh, en }, details);
export const missing = (code: string, zh: string, en: string, details?: unknown) => new DomainError('missing', code, { zh, en }, details);
export const unavailable = (code: string, zh: string, en: string, details?: unknown) => new DomainError('unavailable', code, { zh, en }, details);
