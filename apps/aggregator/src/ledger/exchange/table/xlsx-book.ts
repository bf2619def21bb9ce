import { isDateFormat } from './excel-date.js';
import { TABLE_LIMITS, tooLarge, unreadable } from './table.js';
import type { XlsxPackage } from './xlsx-package.js';
import { readWholeXml, readXml } from './xml.js';

const SMALL_PART = 16 * 1024 * 1024;

/** What the cells of a sheet are read by. */
export interface XlsxBook {
  /** The part of the first sheet that is shown. */
  sheetPart: string;
  since1904: boolean;
  /** Whether cells of style i show dates. */
  isDate: boolean[];
  strings: string[];
}

/** `_x000D_` stands for a character that XML cannot hold (ECMA-376 part 1, 22.9.2.19). */
export const unescaped = (text: string): string => (text.includes('_x') ? text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16))) : text);

/** Reads everything but the sheet itself. Throws DomainError `xlsx-broken`, `xlsx-no-sheet`, `xlsx-bomb`. */
export const readBook = async (parts: XlsxPackage): Promise<XlsxBook> => {
  const targets = await relationsOf(parts, 'xl/_rels/workbook.xml.rels');
  let since1904 = false;
  let sheetPart: string | undefined;
  await readWholeXml(parts.text('xl/workbook.xml'), SMALL_PART, {
    open: (name, attributes) => {
      if (name === 'workbookPr') since1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
      if (name !== 'sheet' || sheetPart !== undefined || (attributes['state'] ?? 'visible') !== 'visible') return;
      const id = Object.entries(attributes).find(([key]) => key === 'id' || key.endsWith(':id'))?.[1] ?? '';
      sheetPart = targets.get(id);
    },
  });
  if (sheetPart === undefined || !parts.has(sheetPart)) throw unreadable('xlsx-no-sheet', '工作簿中没有可读的工作表', 'The workbook has no sheet to read');
  return { sheetPart, since1904, isDate: await datesIn(parts), strings: await stringsOf(parts) };
};

const relationsOf = async (parts: XlsxPackage, part: string): Promise<Map<string, string>> => {
  const targets = new Map<string, string>();
  await readWholeXml(parts.text(part), SMALL_PART, {
    open: (name, { Id, Target }) => {
      if (name === 'Relationship' && Id !== undefined && Target !== undefined) targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`);
    },
  });
  return targets;
};

const datesIn = async (parts: XlsxPackage): Promise<boolean[]> => {
  if (!parts.has('xl/styles.xml')) return [];
  const codes = new Map<number, string>();
  const isDate: boolean[] = [];
  let inCells = false;
  await readWholeXml(parts.text('xl/styles.xml'), SMALL_PART, {
    open: (name, attributes) => {
      if (name === 'numFmt') codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
      else if (name === 'cellXfs') inCells = true;
      else if (name === 'xf' && inCells) {
        const id = Number(attributes['numFmtId'] ?? 0);
        isDate.push(isDateFormat(id, codes.get(id)));
      }
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return isDate;
};

const stringsOf = async (parts: XlsxPackage): Promise<string[]> => {
  const part = 'xl/sharedStrings.xml';
  if (!parts.has(part)) return [];
  const strings: string[] = [];
  let characters = 0;
  let current = '';
  let inText = false;
  let inReading = false;
  for await (const _ of readXml(parts.text(part), {
    open: (name) => {
      if (name === 'si') current = '';
      else if (name === 'rPh') inReading = true;
      else if (name === 't') inText = !inReading;
    },
    text: (text) => {
      if (inText) current += text;
    },
    close: (name) => {
      if (name === 't') inText = false;
      else if (name === 'rPh') inReading = false;
      else if (name === 'si') {
        characters += current.length;
        strings.push(unescaped(current));
      }
    },
  })) {
    void _;
    if (strings.length > TABLE_LIMITS.strings || characters + current.length > TABLE_LIMITS.stringCharacters) throw tooLarge('xlsx-bomb', '工作簿的文字过多，已拒绝', 'The workbook holds too much text and was refused');
  }
  return strings;
};
