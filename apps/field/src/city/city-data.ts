import { readFileSync } from 'node:fs';
import type { Ring } from './ledger-shape.js';

/** One grid as the public list names it, with an approximate centre. */
export interface GridSite {
  code: string;
  name: string;
  kind: 'community' | 'village' | 'area';
  centre: [number, number];
}

interface GridsFile {
  credits: string;
  code: string;
  name: string;
  grids: GridSite[];
}

interface OutlineFile {
  credits: string;
  code: string;
  name: string;
  rings: Ring[];
}

const read = (file: string): unknown => JSON.parse(readFileSync(new URL(`../../data/${file}`, import.meta.url), 'utf8'));

/** The 33 real grids of 古城街道 (names and codes are public facts). */
export const readGrids = (): GridsFile => read('gucheng-grids.json') as GridsFile;

/** The simplified outline of 临海市, mainland first, then the islands. */
export const readCityOutline = (): OutlineFile => read('linhai-outline.json') as OutlineFile;
