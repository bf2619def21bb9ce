import { hash } from 'node:crypto';

const short = (text: string): string => hash('sha256', text, 'base64url').slice(0, 22);

/** Where the newest alarm of a source's key is found (132 bits of SHA-256). */
export const slotOf = (sourceId: string, key: string): string => short(`${sourceId}\0${key}`);

/** What makes two signals the same message: source, key, time, and whether it raises or clears. */
export const signalHash = (sourceId: string, key: string, occurredAt: number, cleared: boolean): string => short(`${sourceId}\0${key}\0${occurredAt}\0${cleared ? 'c' : 'r'}`);
