import { constants, copyFileSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';

const isCode = (error: unknown, code: string): boolean => (error as NodeJS.ErrnoException).code === code;

export const readPrivate = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8').trim() || undefined;
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
};

/**
 * Keeps a secret in a file of mode 600 and returns what the file holds: `make()` of whoever came first when several
 * instances start at once. The file appears whole or not at all.
 */
export const keepPrivate = (path: string, make: () => string): { content: string; made: boolean } => {
  const found = readPrivate(path);
  if (found !== undefined) return { content: found, made: false };
  mkdirSync(dirname(path), { recursive: true });
  const content = make();
  const draft = `${path}.${randomUUID()}`;
  writeFileSync(draft, `${content}\n`, { mode: 0o600, flag: 'wx' });
  try {
    place(draft, path);
    return { content, made: true };
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
    const theirs = readPrivate(path);
    if (theirs !== undefined) return { content: theirs, made: false };
    throw new Error(`${path} is empty; remove it and start again`, { cause: error });
  } finally {
    rmSync(draft, { force: true });
  }
};

/** Puts other content in place of what such a file holds, whole or not at all. */
export const replacePrivate = (path: string, content: string): void => {
  const draft = `${path}.${randomUUID()}`;
  writeFileSync(draft, `${content}\n`, { mode: 0o600, flag: 'wx' });
  renameSync(draft, path);
};

/** A hard link appears at once and whole; where the file system has none, an exclusive copy must do. */
const place = (draft: string, path: string): void => {
  try {
    linkSync(draft, path);
  } catch (error) {
    if (isCode(error, 'EEXIST')) throw error;
    copyFileSync(draft, path, constants.COPYFILE_EXCL);
  }
};
