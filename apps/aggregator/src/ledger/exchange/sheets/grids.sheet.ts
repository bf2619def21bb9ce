import { GridBody } from '@one-screen/contracts';
import { invalid } from '@one-screen/domain';
import { withoutNulls } from './objects.sheet.js';
import type { LedgerSheet, Values } from './sheet.js';

const KINDS = { community: '社区', village: '村', area: '片区', street: '街道', city: '市' } as const;

/** Grids 网格. The outline is WGS-84 rings as JSON, `[[[121.1,28.8],…]]`; a row that leaves it out keeps the grid's own. */
export const GRIDS_SHEET: LedgerSheet<Values> = {
  ledger: 'grids',
  zh: '网格',
  en: 'Grids',
  columns: [
    { key: 'code', zh: '网格码', en: 'Grid code', aliases: ['编码', '网格编码'], required: true, kind: 'code', pattern: /^\d{6,20}$/, example: '331082001001', note: { zh: '6 至 20 位数字', en: '6 to 20 figures' } },
    { key: 'name', zh: '名称', en: 'Name', aliases: ['网格名称'], required: true, kind: 'text', max: 100, example: '示范社区' },
    { key: 'kind', zh: '类型', en: 'Kind', aliases: ['网格类型', '级别'], required: true, kind: 'enum', options: Object.entries(KINDS).map(([value, zh]) => ({ value, zh })), example: KINDS.community },
    { key: 'schematic', zh: '是否示意', en: 'Schematic', aliases: ['示意'], kind: 'boolean', example: '否', note: { zh: '轮廓只是示意、未经勘界的填“是”', en: 'whether the outline is only schematic' } },
    { key: 'lon', zh: '中心经度', en: 'Longitude', aliases: ['经度'], required: true, kind: 'number', min: -180, max: 180, example: 121.12 },
    { key: 'lat', zh: '中心纬度', en: 'Latitude', aliases: ['纬度'], required: true, kind: 'number', min: -90, max: 90, example: 28.85 },
    { key: 'chief', zh: '网格长', en: 'Chief', kind: 'text', max: 64, example: '李*' },
    { key: 'chiefPhone', zh: '网格长电话', en: "Chief's phone", aliases: ['电话'], kind: 'code', max: 32, example: '139****0000' },
    { key: 'rings', zh: '轮廓', en: 'Outline', kind: 'text', max: 32_767, example: '[[[121.11,28.84],[121.13,28.84],[121.13,28.86],[121.11,28.84]]]', note: { zh: 'WGS-84 闭合环（JSON）；新网格必填，已有网格留空列则不变。大轮廓请用 GeoJSON', en: 'closed WGS-84 rings as JSON; a new grid needs it' } },
  ],
  codeOf: (entry) => String(entry['code']),
  entryOf: (values) => {
    if (typeof values['rings'] === 'string' && ringsOf(values['rings']) === undefined) throw invalid('rings', '轮廓不是 JSON', 'The outline is no JSON', [{ path: 'rings', message: '轮廓应为 JSON 坐标环 / the outline must be rings as JSON' }]);
    return values;
  },
};

const ringsOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** A grid of the values it had and those given. An empty outline is none given. */
export const gridOf = (before: Values, given: Values): { ok: true; body: ReturnType<typeof GridBody.parse> } | { ok: false; key: string; message: string } => {
  const { lon, lat, rings: own, ...rest } = { ...before, ...given };
  const rings = own ?? before['rings'];
  if (typeof rings !== 'string') return { ok: false, key: 'rings', message: '新网格须有轮廓 / a new grid needs its outline' };
  const parsed = GridBody.safeParse({ ...withoutNulls(rest), centre: { lon, lat }, rings: ringsOf(rings) });
  if (parsed.success) return { ok: true, body: parsed.data };
  const issue = parsed.error.issues[0];
  const first = String(issue?.path[0] ?? '');
  return { ok: false, key: first === 'centre' ? String(issue?.path[1] ?? 'lon') : first, message: first === 'rings' ? '轮廓应为若干闭合环，每环至少四个 [经度,纬度] / rings of at least four [lon,lat]' : (issue?.message ?? '') };
};
