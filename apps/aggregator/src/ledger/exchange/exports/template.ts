import type { Readable } from 'node:stream';
import type { Bilingual } from '@one-screen/domain';
import type { LedgerSheet, SheetColumn } from '../sheets/sheet.js';
import { xlsxStream, type WrittenCell } from '../table/xlsx-writer.js';

const KINDS: Record<SheetColumn['kind'], Bilingual> = {
  text: { zh: '文字', en: 'text' }, code: { zh: '编码', en: 'code' }, integer: { zh: '整数', en: 'whole number' }, number: { zh: '数字', en: 'number' }, boolean: { zh: '是/否', en: 'yes or no' },
  date: { zh: '日期（2026-11-25）', en: 'day' }, datetime: { zh: '时间（2026-11-25 08:30，北京时间）', en: 'time in Beijing' }, enum: { zh: '从可选值中选一项', en: 'one of the values' }, list: { zh: '多项，用“、”分隔', en: 'several, parted by 、' },
};

/** Headings as they stand in a file: what must be there has a star, which reading overlooks. */
export const headingOf = ({ zh, required }: SheetColumn): string => (required ? `${zh}*` : zh);
export const widthOf = ({ zh, kind }: SheetColumn): number => Math.max(zh.length * 2 + 4, kind === 'datetime' ? 20 : kind === 'text' ? 24 : 14);

/** An empty workbook to be filled in: the headings, and a second sheet 填写说明 that tells of each column what may stand in it, with an example. */
export const templateOf = (sheet: LedgerSheet): Readable =>
  xlsxStream([
    { name: sheet.zh, widths: sheet.columns.map(widthOf), choices: sheet.columns.map(({ options, kind }) => (kind === 'boolean' ? ['是', '否'] : options?.map(({ zh }) => zh))), rows: once([sheet.columns.map(headingOf)]) },
    { name: '填写说明', widths: [18, 10, 34, 60, 30, 50], rows: once([['列名', '必填', '格式', '可选值', '示例', '说明'], ...sheet.columns.map((column) => [column.zh, column.required ? '是' : '否', KINDS[column.kind].zh, column.options?.map(({ zh }) => zh).join('、') ?? '', String(column.example), column.note?.zh ?? ''])]) },
  ]);

export async function* once(rows: WrittenCell[][]): AsyncGenerator<WrittenCell[][]> {
  yield rows;
}
