import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { serialOf } from './excel-date.js';
import { isFormulaLike } from './formula.js';
import { columnLetter } from './table.js';

/** A cell to be written: text, a number, a moment (epoch ms, as Beijing's wall clock) or a day (`2026-12-25`). */
export type WrittenCell = string | number | { at: number } | { day: string } | undefined;

export interface WrittenSheet {
  name: string;
  /** Widths of the columns in characters. */
  widths: readonly number[];
  /** Lists offered for the cells of a column below the heading; at most 255 characters together, else they are left out. */
  choices?: readonly (readonly string[] | undefined)[];
  rows: AsyncIterable<readonly (readonly WrittenCell[])[]>;
}

/** Rows Excel's sheets hold, and so ours: its heading and 1,048,575 more. */
export const MOST_ROWS = 1_048_576;

const STYLE = { plain: 0, heading: 1, text: 2, armed: 3, moment: 4, day: 5 } as const;
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const DOCUMENT = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/**
 * A workbook as a stream, made as it is read: nothing of it is held. The first row of each sheet is its heading. Text is typed as text, so that none
 * of it can run as a formula; what looks like one is marked so as well (quotePrefix), for it to stay text when a person edits the cell.
 */
export const xlsxStream = (sheets: readonly WrittenSheet[]): Readable => {
  const zip = new ZipFile();
  const output = zip.outputStream as unknown as Readable;
  zip.on('error', (error: Error) => output.destroy(error));
  const add = (part: string, text: string): void => zip.addBuffer(Buffer.from(HEAD + text), part);
  add('[Content_Types].xml', `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${DOCUMENT}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${DOCUMENT}.styles+xml"/>${sheets.map((_, index) => `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="${DOCUMENT}.worksheet+xml"/>`).join('')}</Types>`);
  add('_rels/.rels', `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`);
  add('xl/workbook.xml', `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${sheets.map(({ name }, index) => `<sheet name="${escaped(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`).join('')}</sheets></workbook>`);
  add('xl/_rels/workbook.xml.rels', `<Relationships xmlns="${PACKAGE}/relationships">${sheets.map((_, index) => `<Relationship Id="rId${index + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`).join('')}<Relationship Id="rId${sheets.length + 1}" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`);
  add('xl/styles.xml', STYLES);
  sheets.forEach((sheet, index) => {
    const source = Readable.from(sheetXml(sheet));
    source.on('error', (error) => output.destroy(error));
    output.on('close', () => source.destroy());
    zip.addReadStream(source, `xl/worksheets/sheet${index + 1}.xml`);
  });
  zip.end();
  return output;
};

const STYLES = `<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE7ECF2"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="6"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`;

async function* sheetXml({ widths, choices, rows }: WrittenSheet): AsyncGenerator<string> {
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.map((width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1" style="${STYLE.text}"/>`).join('')}</cols><sheetData>`;
  let row = 0;
  for await (const page of rows) {
    let xml = '';
    for (const cells of page) {
      if (row === MOST_ROWS) return yield `${xml}</sheetData></worksheet>`;
      row += 1;
      xml += `<row r="${row}">${cells.map((cell, index) => cellXml(cell, columnLetter(index) + row, row === 1)).join('')}</row>`;
    }
    yield xml;
  }
  yield `</sheetData>${validations(choices ?? [])}</worksheet>`;
}

const cellXml = (cell: WrittenCell, reference: string, isHeading: boolean): string => {
  if (cell === undefined || cell === '') return '';
  if (typeof cell === 'number') return `<c r="${reference}" s="${STYLE.plain}"><v>${cell}</v></c>`;
  if (typeof cell === 'string') return `<c r="${reference}" s="${isHeading ? STYLE.heading : isFormulaLike(cell) ? STYLE.armed : STYLE.text}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
  if ('day' in cell) return `<c r="${reference}" s="${STYLE.day}"><v>${serialOf(Date.parse(`${cell.day}T00:00:00+08:00`))}</v></c>`;
  return `<c r="${reference}" s="${STYLE.moment}"><v>${serialOf(cell.at)}</v></c>`;
};

const LONGEST_LIST = 255;
const validations = (choices: readonly (readonly string[] | undefined)[]): string => {
  const lists = choices.flatMap((options, index) => {
    const list = options?.join(',') ?? '';
    return list && list.length <= LONGEST_LIST && !/"/.test(list) ? [`<dataValidation type="list" allowBlank="1" sqref="${columnLetter(index)}2:${columnLetter(index)}${MOST_ROWS}"><formula1>"${escaped(list)}"</formula1></dataValidation>`] : [];
  });
  return lists.length ? `<dataValidations count="${lists.length}">${lists.join('')}</dataValidations>` : '';
};

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** Text for XML; what XML 1.0 cannot hold is written `_x000B_`, and such a word in the text itself is kept apart from that. */
const escaped = (text: string): string =>
  text.replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_').replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign).replaceAll(UNHELD, (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`);
const UNHELD = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
