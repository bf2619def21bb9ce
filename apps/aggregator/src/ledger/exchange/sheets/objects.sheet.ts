import { ObjectBody } from '@one-screen/contracts';
import { LEVEL_SIGNS, LEVELS, OBJECT_SCALE_NAMES, OBJECT_SCALES, SECTOR_NAMES, SECTORS } from '@one-screen/domain';
import type { LedgerSheet, Values } from './sheet.js';

/** Supervised objects 监管对象. Columns an existing object's row leaves out stay as they are; an empty cell clears what is not required. */
export const OBJECTS_SHEET: LedgerSheet<Values> = {
  ledger: 'objects',
  zh: '监管对象',
  en: 'Supervised objects',
  columns: [
    { key: 'code', zh: '编码', en: 'Code', aliases: ['对象编码', '编号', '统一编码'], required: true, kind: 'code', pattern: /^[A-Za-z0-9_.-]{1,64}$/, example: 'FIRE-0001', note: { zh: '字母、数字、_ . -，最多 64 位；同一编码再次导入即为更新', en: 'letters, figures, _ . -; the same code again is an update' } },
    { key: 'name', zh: '名称', en: 'Name', aliases: ['单位名称', '对象名称'], required: true, kind: 'text', max: 200, example: '示范木结构民宿' },
    { key: 'sector', zh: '领域', en: 'Sector', aliases: ['行业领域', '所属领域'], required: true, kind: 'enum', options: SECTORS.map((value) => ({ value, zh: SECTOR_NAMES[value].zh, aliases: [SECTOR_NAMES[value].short] })), example: SECTOR_NAMES.fire.zh },
    { key: 'kind', zh: '类型', en: 'Kind', aliases: ['对象类型', '类别'], required: true, kind: 'text', max: 64, example: '消防重点单位' },
    { key: 'gridCode', zh: '网格码', en: 'Grid code', aliases: ['网格', '网格编码'], required: true, kind: 'code', pattern: /^\d{6,20}$/, example: '331082001001', note: { zh: '6 至 20 位数字，须为已有网格', en: '6 to 20 figures, of a grid that exists' } },
    { key: 'lon', zh: '经度', en: 'Longitude', required: true, kind: 'number', min: -180, max: 180, example: 121.1203, note: { zh: 'WGS-84', en: 'WGS-84' } },
    { key: 'lat', zh: '纬度', en: 'Latitude', required: true, kind: 'number', min: -90, max: 90, example: 28.8491, note: { zh: 'WGS-84', en: 'WGS-84' } },
    { key: 'risk', zh: '风险等级', en: 'Risk', aliases: ['四色等级', '风险'], required: true, kind: 'enum', options: LEVELS.map((value) => ({ value, zh: LEVEL_SIGNS[value].zh, aliases: [`${LEVEL_SIGNS[value].zh}色`] })), example: LEVEL_SIGNS.yellow.zh },
    { key: 'address', zh: '地址', en: 'Address', kind: 'text', max: 200, example: '紫阳街示范段' },
    { key: 'responsible', zh: '责任人', en: 'Responsible', kind: 'text', max: 64, example: '张*' },
    { key: 'responsiblePhone', zh: '责任人电话', en: 'Phone', aliases: ['联系电话', '电话'], kind: 'code', max: 32, example: '138****0000' },
    { key: 'capacity', zh: '核定承载量', en: 'Capacity', aliases: ['承载量'], kind: 'integer', min: 1, max: 10_000_000, example: 120 },
    { key: 'inspectionDue', zh: '下次检验日期', en: 'Inspection due', aliases: ['检验到期'], kind: 'date', example: '2026-12-25' },
    { key: 'scale', zh: '规模', en: 'Scale', kind: 'enum', options: OBJECT_SCALES.map((value) => ({ value, zh: OBJECT_SCALE_NAMES[value].zh })), example: OBJECT_SCALE_NAMES.below.zh },
    { key: 'listedSince', zh: '在册起始', en: 'Listed since', kind: 'date', example: '2023-01-01', note: { zh: '留空为首次写入之日', en: 'empty: since it was first written down' } },
    { key: 'listedUntil', zh: '在册截止', en: 'Listed until', kind: 'date', example: '2026-06-30', note: { zh: '不在册之日，不晚于今天；仍在册则留空', en: 'not in the future; empty while it is listed' } },
  ],
  codeOf: (entry) => String(entry['code']),
  entryOf: (values) => values,
};

/** Columns that stand for a part of the contract's own shape. */
const PLACES: Record<string, string> = { lon: 'location', lat: 'location' };

/** An object of the values it had and those given; null takes one away. Undefined when the contract refuses it, with the column's key. */
export const objectOf = (before: Values, given: Values): { ok: true; body: ReturnType<typeof ObjectBody.parse> } | { ok: false; key: string; message: string } => {
  const { lon, lat, ...rest } = { ...before, ...given };
  const parsed = ObjectBody.safeParse({ ...withoutNulls(rest), location: { lon, lat } });
  if (parsed.success) return { ok: true, body: parsed.data };
  const issue = parsed.error.issues[0];
  const [first = '', second] = issue?.path ?? [];
  return { ok: false, key: Object.values(PLACES).includes(String(first)) ? String(second ?? 'lon') : String(first), message: issue?.message ?? '' };
};

export const withoutNulls = (values: Values): Record<string, unknown> => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
