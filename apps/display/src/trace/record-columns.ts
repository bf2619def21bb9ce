import type { RecordLine } from '@one-screen/contracts';

export const COLUMNS = ['title', 'object', 'grid', 'at', 'grade', 'state', 'responsible', 'due', 'closed', 'counted'] as const;
export type Column = (typeof COLUMNS)[number];

const SHOWN: Record<Column, (line: RecordLine) => unknown> = {
  title: () => true,
  object: (line) => line.type !== 'object' && line.objectCode,
  grid: (line) => line.gridCode,
  at: (line) => line.at,
  grade: (line) => line.grade ?? line.level,
  state: (line) => line.state,
  responsible: (line) => line.responsible,
  due: (line) => line.dueAt,
  closed: (line) => line.closedAt,
  counted: (line) => line.counted,
};

/** The columns these records have something for; a hazard has a term, an accident has none. `side`: in the denominator it is told which also stand in the numerator. Pure. */
export const columnsOf = (lines: readonly RecordLine[], side: string): Column[] =>
  COLUMNS.filter((column) => (column === 'counted' ? side === 'denominator' && lines.some(({ counted }) => counted !== undefined) : lines.some((line) => SHOWN[column](line))));

/** Past its term: not signed off by then, at `asOf` (epoch ms) or when it was signed off. Pure. */
export const isLate = ({ dueAt, closedAt }: RecordLine, asOf: number): boolean => dueAt !== undefined && (closedAt === undefined ? asOf : Date.parse(closedAt)) >= Date.parse(dueAt);

/** The lines that hold every word of `text`. Pure. */
export const linesWith = (lines: readonly RecordLine[], text: string): readonly RecordLine[] => {
  const words = text.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) return lines;
  return lines.filter((line) => {
    const all = [line.title, line.id, line.objectName, line.objectCode, line.gridName, line.responsible].join('\n').toLowerCase();
    return words.every((word) => all.includes(word));
  });
};
