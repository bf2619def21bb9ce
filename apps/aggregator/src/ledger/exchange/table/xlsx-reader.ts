import { momentOfSerial } from './excel-date.js';
import { columnOf, TABLE_LIMITS, tooLongCell, tooManyColumns, tooManyRows, type RawCell, type TableRow } from './table.js';
import { readBook, unescaped, type XlsxBook } from './xlsx-book.js';
import { XlsxPackage } from './xlsx-package.js';
import { readXml } from './xml.js';

/** Rows of the first sheet of a workbook that is shown; rows without any cell are left out. A formula counts by the value it last had. Throws as XlsxPackage and readXml, and `too-many-*`. */
export async function* xlsxRows(file: string): AsyncGenerator<TableRow[]> {
  const parts = await XlsxPackage.open(file);
  try {
    const book = await readBook(parts);
    const sheet = new SheetScan(book);
    for await (const _ of readXml(parts.text(book.sheetPart), sheet)) {
      void _;
      if (sheet.rows.length) yield sheet.rows.splice(0);
    }
    if (sheet.rows.length) yield sheet.rows.splice(0);
  } finally {
    parts.close();
  }
}

/** Makes rows of the elements of a sheet (ECMA-376 part 1, 18.3.1). */
class SheetScan {
  readonly rows: TableRow[] = [];
  private count = 0;
  private row = 0;
  private column = -1;
  private cells: (RawCell | undefined)[] = [];
  private type = 'n';
  private style = 0;
  private value = '';
  private taking = false;
  private inReading = false;

  constructor(private readonly book: XlsxBook) {}

  open = (name: string, attributes: Record<string, string>): void => {
    if (name === 'c') {
      const at = attributes['r'] === undefined ? this.column + 1 : columnOf(attributes['r']);
      if (at >= TABLE_LIMITS.columns) throw tooManyColumns();
      this.column = at;
      this.type = attributes['t'] ?? 'n';
      this.style = Number(attributes['s'] ?? 0);
      this.value = '';
    } else if (name === 'v') this.taking = true;
    else if (name === 't') this.taking = !this.inReading;
    else if (name === 'rPh') this.inReading = true;
    else if (name === 'row') {
      this.row = attributes['r'] === undefined ? this.row + 1 : Number(attributes['r']);
      this.column = -1;
      this.cells = [];
    }
  };

  text = (text: string): void => {
    if (!this.taking) return;
    this.value += text;
    if (this.value.length > TABLE_LIMITS.cell) throw tooLongCell(this.row);
  };

  close = (name: string): void => {
    if (name === 'v' || name === 't') this.taking = false;
    else if (name === 'rPh') this.inReading = false;
    else if (name === 'c') {
      const cell = this.cell();
      if (cell !== undefined && this.column >= 0) this.cells[this.column] = cell;
    } else if (name === 'row' && this.cells.length) {
      this.count += 1;
      if (this.count > TABLE_LIMITS.rows + 1) throw tooManyRows();
      this.rows.push({ row: this.row, cells: this.cells });
    }
  };

  private cell(): RawCell | undefined {
    const { type, value } = this;
    if (value === '') return undefined;
    switch (type) {
      case 's': return this.book.strings[Number(value)] || undefined;
      case 'inlineStr': case 'str': return unescaped(value);
      case 'b': return value === '1';
      case 'e': return { error: value };
      // An ISO 8601 date as text; the columns read those.
      case 'd': return value;
      default: {
        const number = Number(value);
        if (!Number.isFinite(number)) return value;
        const at = this.book.isDate[this.style] ? momentOfSerial(number, this.book.since1904) : undefined;
        return at === undefined ? number : { at };
      }
    }
  }
}
