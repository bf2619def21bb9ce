import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { ZipFile } from 'yazl';
import { csvLine } from './csv-writer';
import { csvRows } from './csv-reader';
import { momentOfSerial, serialOf, isDateFormat } from './excel-date';
import { disarmed, isFormulaLike, unarmed } from './formula';
import { columnLetter, columnOf, type RawCell } from './table';
import { XlsxPackage } from './xlsx-package';
import { xlsxRows } from './xlsx-reader';
import { xlsxStream, type WrittenCell } from './xlsx-writer';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tables-'));
});
afterAll(() => rmSync(folder, { recursive: true }));
const path = (name: string): string => join(folder, name);

async function* once(rows: WrittenCell[][]): AsyncGenerator<WrittenCell[][]> {
  yield rows;
}
const saved = async (rows: WrittenCell[][], name = 'a.xlsx'): Promise<string> => {
  writeFileSync(path(name), await buffer(xlsxStream([{ name: '表', widths: [10], rows: once(rows) }])));
  return path(name);
};
const csvSaved = (bytes: Uint8Array | string): string => {
  writeFileSync(path('a.csv'), bytes);
  return path('a.csv');
};
const all = async (rows: AsyncGenerator<{ row: number; cells: (RawCell | undefined)[] }[]>): Promise<(RawCell | undefined)[][]> => {
  const found: (RawCell | undefined)[][] = [];
  for await (const page of rows) found.push(...page.map(({ cells }) => cells));
  return found;
};
/** A workbook of which one part is given. */
const packed = async (parts: Record<string, string | Buffer>, name = 'p.xlsx'): Promise<string> => {
  const zip = new ZipFile();
  const whole: Record<string, string | Buffer> = {
    'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': '<worksheet><sheetData/></worksheet>',
    ...parts,
  };
  for (const [part, content] of Object.entries(whole)) zip.addBuffer(Buffer.from(content), part);
  zip.end();
  writeFileSync(path(name), await buffer(zip.outputStream as unknown as NodeJS.ReadableStream));
  return path(name);
};

describe('a spreadsheet', () => {
  it('is read as it was written, whatever its text', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 8 }), async (texts) => {
      const held = texts.map((text) => text.replaceAll('\r', ' ').toWellFormed());
      expect(await all(xlsxRows(await saved([held])))).toEqual([held]);
    }), { numRuns: 60 });
  });

  it('keeps moments and days to the millisecond', async () => {
    const at = Date.UTC(2026, 10, 25, 0, 30, 12, 345);
    const [cells] = await all(xlsxRows(await saved([[{ at }, { day: '2026-12-25' }, 12.5]])));
    expect(cells).toEqual([{ at }, { at: Date.parse('2026-12-25T00:00:00+08:00') }, 12.5]);
    fc.assert(fc.property(fc.integer({ min: Date.UTC(1901, 0, 1), max: Date.UTC(2199, 0, 1) }), (moment) => momentOfSerial(serialOf(moment)) === moment));
  });

  it('knows Excel’s days, also before the day that never was, and of the 1904 system', () => {
    // 1 = 1900-01-01, 59 = 1900-02-28, 61 = 1900-03-01; 46351 = 2026-11-25 (46,351 days after 1899-12-30); 0 of 1904 = 1904-01-01.
    const day = (serial: number, since1904 = false) => new Date((momentOfSerial(serial, since1904) ?? NaN) + 8 * 3_600_000).toISOString().slice(0, 10);
    expect([day(1), day(59), day(61), day(46_351), day(0, true)]).toEqual(['1900-01-01', '1900-02-28', '1900-03-01', '2026-11-25', '1904-01-01']);
    expect(momentOfSerial(0)).toBeUndefined();
    expect([isDateFormat(14, undefined), isDateFormat(0, undefined), isDateFormat(164, 'yyyy"年"m"月"d"日"'), isDateFormat(165, '0.00"days"'), isDateFormat(166, '[Red]General'), isDateFormat(167, '[h]:mm')]).toEqual([true, false, true, false, false, true]);
  });

  it('reads shared and rich strings without their readings, error cells, booleans and cells without a place', async () => {
    const file = await packed({
      'xl/sharedStrings.xml': '<sst><si><t>甲</t></si><si><r><t>乙</t></r><r><t>丙</t></r><rPh><t>yi</t></rPh></si></sst>',
      'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row r="3"><c r="A3" t="s"><v>0</v></c><c r="C3" t="s"><v>1</v></c><c t="e"><v>#N/A</v></c><c t="b"><v>1</v></c><c><f>1+1</f><v>2</v></c></row></sheetData></worksheet>',
    });
    const pages: unknown[] = [];
    for await (const page of xlsxRows(file)) pages.push(...page);
    expect(pages).toEqual([{ row: 3, cells: ['甲', undefined, '乙丙', { error: '#N/A' }, true, 2] }]);
  });

  it('names columns by letters both ways', () => {
    fc.assert(fc.property(fc.nat(20_000), (index) => columnOf(`${columnLetter(index)}7`) === index));
    expect([columnLetter(0), columnLetter(25), columnLetter(26), columnLetter(701), columnLetter(702)]).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA']);
  });

  it('is refused before it is unpacked when it is a bomb', async () => {
    const file = await packed({ 'xl/worksheets/sheet1.xml': Buffer.alloc(64 * 1024 * 1024, 0x20) });
    expect(readFileSync(file).length).toBeLessThan(200_000);
    await expect(XlsxPackage.open(file)).rejects.toMatchObject({ kind: 'too-large', code: 'xlsx-bomb' });
  });

  it('is refused when it lies about its size, is cut off, or has a document type', async () => {
    const honest = await packed({ 'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${'<row><c><v>1</v></c></row>'.repeat(5000)}</sheetData></worksheet>` });
    const bytes = readFileSync(honest);
    // Central directory: the uncompressed size stands 24 bytes into each entry, whose name follows 46 bytes in.
    const entry = bytes.lastIndexOf('xl/worksheets/sheet1.xml') - 46;
    bytes.writeUInt32LE(1000, entry + 24);
    writeFileSync(path('liar.xlsx'), bytes);
    await expect(all(xlsxRows(path('liar.xlsx')))).rejects.toMatchObject({ code: 'xlsx-broken' });
    truncateSync(honest, 400);
    await expect(all(xlsxRows(honest))).rejects.toMatchObject({ code: 'xlsx-broken' });
    const doctype = await packed({ 'xl/worksheets/sheet1.xml': '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet>&x;</worksheet>' });
    await expect(all(xlsxRows(doctype))).rejects.toMatchObject({ code: 'xlsx-doctype' });
    const entity = await packed({ 'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row><c t="str"><v>&x;</v></c></row></sheetData></worksheet>' });
    await expect(all(xlsxRows(entity))).rejects.toMatchObject({ code: 'xlsx-broken' });
  });
});

describe('a CSV file', () => {
  it('is read as it was written, whatever its text, and nothing in it runs as a formula', async () => {
    const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 20 }), fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '\t', "'", '"', ',', '\n', '＝', 'a'), maxLength: 8 })).map((value) => value.replaceAll('\r', ' '));
    await fc.assert(fc.asyncProperty(fc.array(text, { minLength: 2, maxLength: 6 }), async (texts) => {
      const line = csvLine(['首', ...texts]);
      expect(await all(csvRows(csvSaved(line)))).toEqual([['首', ...texts.map((value) => value || undefined)]]);
    }), { numRuns: 200 });
    fc.assert(fc.property(text, (value) => unarmed(disarmed(value)) === value && !/^[=+\-@\t\r\n＝＋－＠]/.test(disarmed(value))));
    expect(['=1+1', '+8', '-2', '@SUM', '\tx', '\rx', '＝1', "'=1"].map(isFormulaLike)).toEqual(Array(8).fill(true));
    expect(csvLine(['=HYPERLINK("http://x","y")', -121.5])).toBe(`"'=HYPERLINK(""http://x"",""y"")",-121.5\r\n`);
  });

  it('is read in UTF-8 with its mark, in GBK and in UTF-16, parted by commas, tabs or semicolons', async () => {
    const expected = [['编码', '名称'], ['A-1', '示范']];
    expect(await all(csvRows(csvSaved('﻿编码,名称\r\nA-1,示范\r\n')))).toEqual(expected);
    // 编码,名称 / A-1,示范 in GBK, by the code table of GB 18030.
    const gbk = Buffer.concat([Buffer.from('b1e0c2eb2cc3fbb3c60d0a', 'hex'), Buffer.from('A-1,'), Buffer.from('cabeb7b60d0a', 'hex')]);
    expect(await all(csvRows(csvSaved(gbk)))).toEqual(expected);
    expect(await all(csvRows(csvSaved(Buffer.from('﻿编码\t名称\r\nA-1\t示范\r\n', 'utf16le'))))).toEqual(expected);
    expect(await all(csvRows(csvSaved('编码;名称\nA-1;示范\n')))).toEqual(expected);
  });

  it('is refused when a quote stays open, or when it is no text', async () => {
    await expect(all(csvRows(csvSaved('a,b\n"open,1\n2,3\n')))).rejects.toMatchObject({ code: 'csv-broken' });
    await expect(all(csvRows(csvSaved(Buffer.from([0x41, 0, 0, 0x42]))))).rejects.toMatchObject({ code: 'csv-binary' });
    await expect(all(csvRows(csvSaved(Buffer.from([0x41, 0xff, 0xff, 0x2c, 0x80, 0x20]))))).rejects.toMatchObject({ code: 'csv-encoding' });
  });
});
