import type { Readable } from 'node:stream';
import type { Language } from '../../../http/language.js';
import type { CellFault } from '../sheets/row.js';
import { xlsxStream, type WrittenCell } from '../table/xlsx-writer.js';

const PAGE = 1000;
const HEADINGS: Record<Language, string[]> = { zh: ['行', '列', '列名', '填写的内容', '问题'], en: ['Row', 'Column', 'Heading', 'Value', 'Fault'] };

/** Every bad cell of an import as a workbook. `page` gives faults after a position. */
export const faultReport = (page: (after: number, limit: number) => Promise<CellFault[]>, language: Language): Readable =>
  xlsxStream([{ name: language === 'zh' ? '错误清单' : 'Faults', widths: [8, 8, 18, 36, 60], rows: rows(page, language) }]);

async function* rows(page: (after: number, limit: number) => Promise<CellFault[]>, language: Language): AsyncGenerator<WrittenCell[][]> {
  yield [HEADINGS[language]];
  for (let after = -1; ; after += PAGE) {
    const faults = await page(after, PAGE);
    yield faults.map(({ row, column, header, value, message }) => [row, column, header, value, message[language]]);
    if (faults.length < PAGE) return;
  }
}
