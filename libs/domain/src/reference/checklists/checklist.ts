import { startOfDay, type Day } from '../../numbers/beijing-day.js';
import type { Sector } from '../../sector.js';

/** One thing to look at 检查项. The clause is where it comes from; `[P]` marks what is the product's own. */
export interface ChecklistItem {
  code: string;
  zh: string;
  en: string;
  clause: string;
}

/** A checklist 检查表 of a sector as one version, in force from a moment (inclusive) until another (exclusive); epoch ms. */
export interface Checklist {
  id: string;
  version: number;
  sector: Sector;
  zh: string;
  en: string;
  /** Kinds of objects it is meant for; empty: any of the sector. */
  kinds: readonly string[];
  from: number;
  until?: number | undefined;
  items: readonly ChecklistItem[];
}

type Row = readonly [code: string, zh: string, en: string, clause: string];

export const checklistOf = (head: Omit<Checklist, 'from' | 'items'> & { from: Day }, rows: readonly Row[]): Checklist => ({
  ...head, from: startOfDay(head.from), items: rows.map(([code, zh, en, clause]) => ({ code, zh, en, clause })),
});

/** Version of the checklist in force at a moment (epoch ms), or undefined. */
export const checklistAt = (checklists: readonly Checklist[], id: string, at: number): Checklist | undefined =>
  checklists.find((checklist) => checklist.id === id && checklist.from <= at && (checklist.until === undefined || at < checklist.until));

/** Checklists in force that fit an object: those for its kind first, then those for any of the sector. */
export const checklistsFor = (checklists: readonly Checklist[], object: { sector: Sector; kind: string }, at: number): Checklist[] => {
  const fitting = checklists.filter((checklist) => checklist.sector === object.sector && checklistAt(checklists, checklist.id, at) === checklist);
  return [...fitting.filter(({ kinds }) => kinds.includes(object.kind)), ...fitting.filter(({ kinds }) => kinds.length === 0)];
};
