import { DomainError } from './errors.js';

/** For the specs: the refusal some work ends with; what is no refusal goes on, and work that is not refused fails. */
export const caught = (work: () => unknown): DomainError => {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

/** Kind and code of the refusal: `conflict not-allowed`. */
export const codeOf = (work: () => unknown): string => {
  const { kind, code } = caught(work);
  return `${kind} ${code}`;
};

/** The fields a refusal names. */
export const fieldsOf = (work: () => unknown): string[] => (caught(work).details as { path: string }[]).map(({ path }) => path);
