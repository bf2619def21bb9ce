import type { Sector } from '../sector.js';

/**
 * The least a rate needs of each record of the ledger. Instants are epoch ms. `gridCode` is the grid as it stood when the thing
 * happened: a later change of grids moves no old number.
 */
interface Entry {
  key: string;
  sector: Sector;
  gridCode: string;
}

/** A span in which a supervised object 监管对象 stood in one grid on the list to be inspected; an object that moved has several. */
export interface ListedObject extends Entry {
  from: number;
  /** Exclusive; absent while it stands. */
  until?: number;
}

/** One visit 检查家次. */
export interface InspectionVisit extends Entry {
  objectKey: string;
  at: number;
  /** A visit that was not carried out properly (nobody there, no record) counts nowhere. */
  valid: boolean;
}

export interface RatedHazard extends Entry {
  foundAt: number;
  major: boolean;
  /** The visit that found it; absent for self-found, reported and sensed hazards. */
  visitKey?: string;
  /** Exclusive end of the term in force, extensions included. */
  dueAt: number;
  /** Re-checked and signed off 复查销号; a rectification that nobody re-checked is none. */
  closedAt?: number;
  /** A case was filed 立案 because of it. */
  filedAt?: number;
}

export interface Penalty extends Entry {
  /** When the decision 处罚决定 was made. */
  at: number;
}

export interface RateRecords {
  objects: readonly ListedObject[];
  visits: readonly InspectionVisit[];
  hazards: readonly RatedHazard[];
  penalties: readonly Penalty[];
}
