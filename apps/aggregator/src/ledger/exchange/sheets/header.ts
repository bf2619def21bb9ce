import { invalid } from '@one-screen/domain';
import { columnLetter, unreadable, type RawCell } from '../table/table.js';
import { seen } from './cell.js';
import type { LedgerSheet, SheetColumn } from './sheet.js';

/** One column of the sheet as a file has it. */
export interface HeadedColumn {
  column: SheetColumn;
  /** From 0. */
  index: number;
  letter: string;
  /** The heading as the file has it. */
  heading: string;
}

export interface Headings {
  columns: HeadedColumn[];
  /** Headings no column answers to. */
  unknown: string[];
}

/** Headings are compared without blanks, marks of what is required and the width of their signs, in any case. */
const folded = (heading: string): string => heading.normalize('NFKC').replaceAll(/[\s*]/g, '').toLowerCase();

/**
 * Which columns a heading row names, in whatever order. Throws DomainError `missing-headers` (422, one entry of `details` for each column that must be
 * there and is not), `double-headers`.
 */
export const readHeadings = (sheet: Pick<LedgerSheet, 'columns' | 'zh'>, cells: readonly (RawCell | undefined)[]): Headings => {
  const byName = new Map<string, SheetColumn>();
  for (const column of sheet.columns) for (const name of [column.zh, column.en, column.key, ...(column.aliases ?? [])]) if (!byName.has(folded(name))) byName.set(folded(name), column);
  const columns: HeadedColumn[] = [];
  const unknown: string[] = [];
  cells.forEach((cell, index) => {
    const heading = seen(cell).trim();
    if (heading === '') return;
    const column = byName.get(folded(heading));
    if (!column) return void unknown.push(heading);
    const twin = columns.find((other) => other.column === column);
    const letter = columnLetter(index);
    if (twin) throw unreadable('double-headers', `${twin.letter} 列“${twin.heading}”和 ${letter} 列“${heading}”是同一项`, `Columns ${twin.letter} “${twin.heading}” and ${letter} “${heading}” mean the same`);
    columns.push({ column, index, letter, heading });
  });
  const lacking = sheet.columns.filter((column) => column.required && !columns.some((headed) => headed.column === column));
  if (lacking.length) {
    throw invalid('missing-headers', `表头缺少：${lacking.map(({ zh }) => zh).join('、')}`, `The heading row lacks ${lacking.map(({ en }) => en).join(', ')}`, lacking.map(({ key, zh, en }) => ({ path: key, message: { zh: `缺少“${zh}”列`, en: `the column “${en}” is missing` } })));
  }
  return { columns, unknown };
};
