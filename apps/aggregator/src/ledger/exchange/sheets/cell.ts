import type { Bilingual } from '@one-screen/domain';
import { momentOfSerial } from '../table/excel-date.js';
import type { RawCell } from '../table/table.js';
import type { CellValue, SheetColumn } from './sheet.js';

export type Cell = { ok: true; value: CellValue } | { ok: false; message: Bilingual };

const good = (value: CellValue): Cell => ({ ok: true, value });
const bad = (zh: string, en: string): Cell => ({ ok: false, message: { zh, en } });

const BEIJING = 8 * 3_600_000;
const TEXT_MOST = 500;
const LIST_MOST = 50;
const EXACT_DIGITS = 1e15;
const SEPARATORS = /[、，,;；\n]/;
const YES: Record<string, boolean> = { 是: true, 有: true, y: true, yes: true, true: true, 1: true, 否: false, 无: false, n: false, no: false, false: false, 0: false };
const MOMENT = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]*(\d{1,2})[:时](\d{1,2})(?:分?$|[:分](\d{1,2})(?:\.(\d{1,3})\d*)?秒?)?)?(Z|[+-]\d{2}:?\d{2})?$/;

/** A cell as a person sees it, for telling what was found; at most 100 characters. */
export const seen = (raw: RawCell | undefined): string => {
  const text = raw === undefined ? '' : typeof raw === 'object' ? ('at' in raw ? clock(raw.at) : raw.error) : typeof raw === 'boolean' ? (raw ? 'TRUE' : 'FALSE') : String(raw);
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
};

/** What a cell of this column means, or what is wrong with it. An empty one means null. */
export const readCell = (column: SheetColumn, raw: RawCell | undefined): Cell => {
  if (typeof raw === 'object' && 'error' in raw) return bad(`单元格公式出错 ${raw.error}`, `the cell's formula failed: ${raw.error}`);
  if (raw === undefined || (typeof raw === 'string' && raw.trim() === '')) return column.required ? bad('必填', 'is required') : good(null);
  switch (column.kind) {
    case 'text': return readText(column, raw);
    case 'code': return readCode(column, raw);
    case 'integer': case 'number': return readNumber(column, raw);
    case 'boolean': return readBoolean(raw);
    case 'date': case 'datetime': return readMoment(column, raw);
    case 'enum': return readEnum(column, raw);
    case 'list': return readList(column, raw);
  }
};

/** Full-width figures, letters and signs as their plain ones, without blanks around. */
const plain = (raw: RawCell): string => wordsOf(raw).normalize('NFKC').trim();
const wordsOf = (raw: RawCell): string => (typeof raw === 'string' ? raw : seen(raw));

const readText = ({ max = TEXT_MOST }: SheetColumn, raw: RawCell): Cell => {
  if (tooExact(raw)) return exact();
  const text = wordsOf(raw).replaceAll('\r\n', '\n').trim();
  if (text.length > max) return bad(`超过 ${max} 字`, `longer than ${max} characters`);
  if (/[\u0000-\u0008\u000b-\u001f\u007f]/.test(text)) return bad('含有控制字符', 'holds control characters');
  return good(text);
};

const readCode = ({ max = 64, pattern, note }: SheetColumn, raw: RawCell): Cell => {
  if (tooExact(raw)) return exact();
  const code = plain(raw);
  if (code.length > max) return bad(`超过 ${max} 字`, `longer than ${max} characters`);
  if (pattern && !pattern.test(code)) return bad(`格式不正确${note ? `：${note.zh}` : ''}`, `has not the right form${note ? `: ${note.en}` : ''}`);
  return good(code);
};

/** Excel keeps fifteen figures of a number: a longer one has lost its last. */
const tooExact = (raw: RawCell): boolean => typeof raw === 'number' && Math.abs(raw) >= EXACT_DIGITS;
const exact = (): Cell => bad('数字超过 15 位，已被 Excel 改动，请把该列设为文本再填写', 'a number of more than 15 figures, which Excel has changed: format the column as text');

const readNumber = ({ kind, min, max }: SheetColumn, raw: RawCell): Cell => {
  const text = plain(raw);
  const number = typeof raw === 'number' ? raw : /^[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/.test(text) ? Number(text.replaceAll(',', '')) : NaN;
  if (!Number.isFinite(number)) return bad('应为数字', 'must be a number');
  if (kind === 'integer' && !Number.isSafeInteger(number)) return bad('应为整数', 'must be a whole number');
  if (min !== undefined && number < min) return bad(min === 0 ? '不能为负' : `不能小于 ${min}`, min === 0 ? 'must not be negative' : `must not be below ${min}`);
  if (max !== undefined && number > max) return bad(`不能大于 ${max}`, `must not be above ${max}`);
  return good(number);
};

const readBoolean = (raw: RawCell): Cell => {
  const value = typeof raw === 'boolean' ? raw : YES[plain(raw).toLowerCase()];
  return value === undefined ? bad('应为“是”或“否”', 'must be 是 or 否') : good(value);
};

const readEnum = ({ options = [] }: SheetColumn, raw: RawCell): Cell => {
  const text = plain(raw);
  const found = options.find(({ value, zh, aliases }) => zh === text || value === text || aliases?.includes(text) || zh.normalize('NFKC') === text);
  return found ? good(found.value) : bad(`应为以下之一：${options.map(({ zh }) => zh).join('、')}`, `must be one of ${options.map(({ value }) => value).join(', ')}`);
};

const readList = ({ max = LIST_MOST }: SheetColumn, raw: RawCell): Cell => {
  const entries = wordsOf(raw).split(SEPARATORS).map((entry) => entry.trim()).filter(Boolean);
  if (entries.length > max) return bad(`超过 ${max} 项`, `more than ${max} entries`);
  return entries.some((entry) => entry.length > 200) ? bad('有一项超过 200 字', 'an entry is longer than 200 characters') : good(entries);
};

const readMoment = ({ kind }: SheetColumn, raw: RawCell): Cell => {
  const at = momentOf(raw);
  if (at === undefined) return kind === 'date' ? bad('应为日期，如 2026-11-25', 'must be a day such as 2026-11-25') : bad('应为时间，如 2026-11-25 08:30', 'must be a time such as 2026-11-25 08:30');
  return good(kind === 'date' ? day(at) : at);
};

/** Epoch ms of what a cell says, its clock being Beijing's unless it names another. */
const momentOf = (raw: RawCell): number | undefined => {
  if (typeof raw === 'object') return 'at' in raw ? raw.at : undefined;
  if (typeof raw === 'boolean') return undefined;
  const text = plain(raw);
  if (/^\d{8}$/.test(text)) return moment(text.slice(0, 4), text.slice(4, 6), text.slice(6));
  if (typeof raw === 'number') return momentOfSerial(raw);
  const found = MOMENT.exec(text);
  if (!found) return undefined;
  const [, year = '', month = '', date = '', hour = '0', minute = '0', second = '0', fraction = '', zone] = found;
  const local = moment(year, month, date, Number(hour), Number(minute), Number(second), Number(fraction.padEnd(3, '0')));
  return local === undefined || zone === undefined ? local : local + BEIJING - offsetOf(zone);
};

const moment = (year: string, month: string, date: string, hour = 0, minute = 0, second = 0, ms = 0): number | undefined => {
  const at = Date.UTC(Number(year), Number(month) - 1, Number(date), hour, minute, second, ms);
  const back = new Date(at);
  const same = Number(year) >= 1900 && back.getUTCMonth() === Number(month) - 1 && back.getUTCDate() === Number(date) && hour < 24 && minute < 60 && second < 60;
  return same ? at - BEIJING : undefined;
};

const offsetOf = (zone: string): number => (zone === 'Z' ? 0 : (zone.startsWith('-') ? -1 : 1) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))) * 60_000);
const day = (at: number): string => new Date(at + BEIJING).toISOString().slice(0, 10);
/** `2026-11-25 08:30:00` in Beijing, without a time of day that is midnight. */
export const clock = (at: number): string => {
  const text = new Date(at + BEIJING).toISOString();
  const ms = text.slice(19, 23);
  return text.slice(11, 23) === '00:00:00.000' ? text.slice(0, 10) : `${text.slice(0, 10)} ${text.slice(11, 19)}${ms === '.000' ? '' : ms}`;
};
