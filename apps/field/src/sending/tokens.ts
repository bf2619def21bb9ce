import { readFile } from 'node:fs/promises';
import { isSector, type Sector } from '@one-screen/domain';

interface SourceEntry {
  id: string;
  kind: string;
  sector: Sector;
  token: string;
}

/** Gives the token to speak with for a sector; reads anew each time, so rotation is followed. */
export type TokenFor = (sector: Sector) => Promise<string>;

const isEntry = (value: unknown): value is SourceEntry => {
  const entry = value as Partial<SourceEntry> | null;
  return typeof entry === 'object' && entry !== null && typeof entry.id === 'string' && (entry.kind === 'http' || entry.kind === 'cap') && isSector(entry.sector) && typeof entry.token === 'string' && entry.token !== '';
};

/** The token of `demo-<sector>` in a sources file, else of any HTTP source of that sector. Throws with a plain sentence. */
export const tokenIn = (text: string, sector: Sector): string => {
  const sources = (JSON.parse(text) as { sources?: unknown }).sources;
  const fitting = (Array.isArray(sources) ? sources : []).filter(isEntry).filter((entry) => entry.kind === 'http' && entry.sector === sector);
  const chosen = fitting.find((entry) => entry.id === `demo-${sector}`) ?? fitting[0];
  if (!chosen) throw new Error(`令牌文件中没有领域 ${sector} 的 http 来源`);
  return chosen.token;
};

/** The token of one source, by its id. Throws with a plain sentence. */
export const tokenOfSource = (text: string, id: string): string => {
  const sources = (JSON.parse(text) as { sources?: unknown }).sources;
  const found = (Array.isArray(sources) ? sources : []).filter(isEntry).find((entry) => entry.id === id);
  if (!found) throw new Error(`令牌文件中没有来源 ${id}`);
  return found.token;
};

export const tokensFromFile = (path: string): TokenFor => async (sector) => tokenIn(await readFile(path, 'utf8'), sector);

/** One token for everything, as `--token` gives it. */
export const oneToken = (token: string): TokenFor => () => Promise.resolve(token);
