import { conflict, missing } from '../errors.js';
import { refused, words } from './life.js';

/** The four levels 市—镇—村—企, the widest first. */
export const GRID_LEVELS = ['city', 'town', 'village', 'enterprise'] as const;
export type GridLevel = (typeof GRID_LEVELS)[number];
export const GRID_LEVEL_NAMES: Record<GridLevel, { zh: string; en: string }> = {
  city: { zh: '市级', en: 'City' }, town: { zh: '镇（街道）级', en: 'Town or sub-district' }, village: { zh: '村（社区）级', en: 'Village or community' }, enterprise: { zh: '企业级', en: 'Enterprise' },
};

/**
 * Codes: six digits of the division for the city (GB/T 2260), nine for the town, twelve for the village (GB/T 10114), and the village's with
 * four to eight figures or capitals for the enterprise [P]. A part of all zeros names the place above (331082001000 is the street itself)
 * and is no grid.
 */
const CODES: Record<GridLevel, RegExp> = {
  city: /^(?!.*00$)\d{6}$/, town: /^\d{6}(?!000)\d{3}$/, village: /^\d{6}(?!000)\d{3}(?!000)\d{3}$/, enterprise: /^\d{6}(?!000)\d{3}(?!000)\d{3}(?!0+$)[0-9A-Z]{4,8}$/,
};
const LENGTHS: Record<GridLevel, number> = { city: 6, town: 9, village: 12, enterprise: 20 };

/** The level a code is of, or undefined when it is no grid code. */
export const gridLevelOf = (code: string): GridLevel | undefined => GRID_LEVELS.find((level) => CODES[level].test(code));

/** The code of the grid around this one; undefined for a city. A code lies within its parent's by its first figures. */
export const parentGridOf = (code: string): string | undefined => {
  const level = gridLevelOf(code);
  const above = level && GRID_LEVELS[GRID_LEVELS.indexOf(level) - 1];
  return above && code.slice(0, LENGTHS[above]);
};

/** One version of a grid 动态调整, valid from a moment (inclusive) until another (exclusive); epoch ms. */
export interface GridVersion {
  id: string;
  code: string;
  name: string;
  from: number;
  until?: number | undefined;
  /** Why it was drawn or changed. */
  reason: string;
  /** Its polygon, where it is drawn; its geometry is checked elsewhere. */
  polygonId?: string | undefined;
}

export interface Span {
  from: number;
  until?: number | undefined;
}
const endOf = ({ until }: Span): number => until ?? Infinity;
export const overlaps = (a: Span, b: Span): boolean => a.from < endOf(b) && b.from < endOf(a);
export const isIn = (span: Span, at: number): boolean => span.from <= at && at < endOf(span);

/** A span that ends after it begins, or 422 `until-required`. */
export const checkSpan = (span: Span): void => {
  if (!Number.isFinite(span.from)) throw refused('field-required', 'from', '请填写生效时间', 'The beginning is required');
  if (!(endOf(span) > span.from)) throw refused('until-required', 'until', '失效时间必须晚于生效时间', 'The end must follow the beginning');
};

/** The version of a grid in force at a moment. */
export const gridAt = (versions: readonly GridVersion[], code: string, at: number): GridVersion | undefined => versions.find((version) => version.code === code && isIn(version, at));

/** Whether versions of a grid follow one another without a gap through the whole of a span. */
export const coversSpan = (versions: readonly GridVersion[], code: string, span: Span): boolean => {
  let reached = span.from;
  for (const version of versions.filter((each) => each.code === code).sort((a, b) => a.from - b.from)) {
    if (version.from > reached) break;
    reached = Math.max(reached, endOf(version));
  }
  return reached >= endOf(span) && reached > span.from;
};

/**
 * Adds a version. Throws `code-invalid`, `field-required`, `until-required`, `outside-parent`, `versions-overlap` (422, with the field): its parent
 * stands through all its time, and no two versions of one code are in force at once.
 */
export const withGrid = (versions: readonly GridVersion[], version: GridVersion): GridVersion[] => {
  if (!gridLevelOf(version.code)) throw refused('code-invalid', 'code', '网格码不符合市—镇—村—企四级编码', 'The code fits none of the four levels');
  words(version.name, 'name', '网格名称', 'The name');
  words(version.reason, 'reason', '划定或调整理由', 'A reason');
  checkSpan(version);
  const parent = parentGridOf(version.code);
  if (parent !== undefined && !coversSpan(versions, parent, version)) throw refused('outside-parent', 'code', '上级网格不存在或有效期未覆盖', 'The grid around it does not stand through this time');
  if (versions.some((other) => other.code === version.code && overlaps(other, version))) throw refused('versions-overlap', 'from', '同一网格的两个版本有效期重叠', 'Two versions of this grid would be in force at once');
  return [...versions, version];
};

/** Replaces the version in force when the new one begins: the old one ends at that moment and the new one takes over its end. 404 `no-grid`. */
export const adjustGrid = (versions: readonly GridVersion[], next: Omit<GridVersion, 'until'>): GridVersion[] => {
  const current = gridAt(versions, next.code, next.from);
  if (!current) throw missing('no-grid', '该时间没有有效的网格', 'No such grid is in force then');
  if (current.from === next.from) throw refused('same-beginning', 'from', '新版本须晚于现行版本生效', 'The new version begins after the present one');
  const others = versions.map((version) => (version === current ? { ...current, until: next.from } : version));
  // Checked against the others only: children stay covered, for the new version takes over to the very end of the old one.
  return withGrid(others, { ...next, until: current.until });
};

/** Ends a grid. 404 `no-grid`, 409 `children-active` while a grid within it would outlive it, `later-version` while one is planned for later. */
export const closeGrid = (versions: readonly GridVersion[], code: string, until: number): GridVersion[] => {
  const current = versions.find((version) => version.code === code && version.from < until && until <= endOf(version));
  if (!current) throw missing('no-grid', '该时间没有有效的网格', 'No such grid is in force then');
  if (versions.some((version) => version.code === code && version.from >= until)) throw conflict('later-version', '该网格已有之后生效的版本', 'A later version of this grid is planned');
  const children = versions.filter((version) => parentGridOf(version.code) === code && endOf(version) > until);
  if (children.length) throw conflict('children-active', '下级网格仍有效，不能撤销', 'Grids within it would outlive it', { codes: [...new Set(children.map((child) => child.code))] });
  return versions.map((version) => (version === current ? { ...current, until } : version));
};
