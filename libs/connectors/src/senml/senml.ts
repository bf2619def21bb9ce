import type { Parsed, ReadingSignal } from '@one-screen/domain';
import { z } from 'zod';
import { faultsOf, pathOf } from '../faults.js';
import { isSaneTime } from '../native/native.parser.js';
import { isPlain } from '../plain-text.js';
import { fieldUnitOf, senmlUnitOf } from './senml.units.js';

/**
 * SenML in JSON, `application/senml+json` (RFC 8428): one array of records whose base fields (bn, bt, bu, bv, bver) hold for the
 * records after them until replaced. Each record with a number or a boolean becomes one reading.
 */

/** The most records of one pack. */
const MAX_RECORDS = 10_000;
/** The newest version this reads (section 4.4). */
const VERSION = 10;
/** A resolved time below this many seconds is relative to now (section 4.5.3). */
const RELATIVE_BELOW = 2 ** 28;
const MAX_CODE = 64;
/** Section 4.5.1: what a resolved name may be made of. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9\-:./_]*$/;
const TRAILING_SEPARATORS = /[-:./_]+$/;
const REGULAR_FIELDS = ['n', 'u', 'v', 'vs', 'vb', 'vd', 's', 't', 'ut'] as const;

const Unit = z.string().max(32).refine(isPlain, { error: '单位含控制字符 / control characters in a unit' });

/** One record as it is sent. Units of time are seconds; labels that are not known are ignored unless they end in `_` (section 4.4). */
const SenmlRecordShape = z.looseObject({
  bn: z.string().max(256).optional(), bt: z.number().optional(), bu: Unit.optional(), bv: z.number().optional(), bs: z.number().optional(), bver: z.number().int().positive().optional(),
  n: z.string().max(256).optional(), u: Unit.optional(), t: z.number().optional(), ut: z.number().optional(),
  v: z.number().optional(), vb: z.boolean().optional(), vs: z.string().optional(), vd: z.string().optional(), s: z.number().optional(),
});
export type SenmlRecord = z.input<typeof SenmlRecordShape>;
type Base = Pick<z.output<typeof SenmlRecordShape>, 'bn' | 'bt' | 'bu' | 'bv' | 'bver'>;

/**
 * A pack (already JSON-decoded) to readings, one `Parsed` for each record in the order sent (records of base fields alone give none).
 * `now` is epoch milliseconds. The device is the base name without trailing separators, the point is `n`; a name that is not split so
 * is the device, with the point `value`. Booleans are 1 and 0. Texts and data (vs, vd), sums without a value, versions above 10 and
 * labels ending in `_` are told of as faults with the record's path. Never throws; `ok: false` when the body is no pack at all.
 */
export const resolveSenml = (body: unknown, now: number): { ok: true; readings: Parsed<ReadingSignal>[] } | { ok: false; error: string } => {
  if (!Array.isArray(body)) return { ok: false, error: 'SenML 报文应为一个 JSON 数组 / a SenML pack is one JSON array of records' };
  if (body.length > MAX_RECORDS) return { ok: false, error: `记录超过 ${MAX_RECORDS} 条（${body.length}） / more than ${MAX_RECORDS} records (${body.length})` };
  const base: Base = {};
  const readings = body.flatMap((element: unknown, index): Parsed<ReadingSignal>[] => {
    const checked = SenmlRecordShape.safeParse(element);
    if (!checked.success) return [{ ok: false, faults: faultsOf(checked.error).map(({ path, message }) => ({ path: `[${index}]${path && `.${path}`}`, message })) }];
    const record = checked.data;
    for (const name of ['bn', 'bt', 'bu', 'bv', 'bver'] as const) if (record[name] !== undefined) Object.assign(base, { [name]: record[name] });
    const fault = (path: string, message: string): Parsed<ReadingSignal>[] => [{ ok: false, faults: [{ path: pathOf([index, path]), message }] }];
    const mandatory = Object.keys(record).find((label) => label.endsWith('_'));
    if (mandatory !== undefined) return fault(mandatory, '含有必须理解而此处不认识的标签 / a label that must be understood is not known here');
    if ((base.bver ?? VERSION) > VERSION) return fault('bver', `版本 ${base.bver} 比 ${VERSION} 新 / version ${base.bver} is newer than ${VERSION}`);
    if (REGULAR_FIELDS.every((name) => record[name] === undefined)) return [];
    return resolved(record, base, now, fault);
  });
  return { ok: true, readings };
};

const resolved = (record: z.output<typeof SenmlRecordShape>, base: Base, now: number, fault: (path: string, message: string) => Parsed<ReadingSignal>[]): Parsed<ReadingSignal>[] => {
  const names = namesOf(base.bn ?? '', record.n ?? '');
  if ('error' in names) return fault('n', names.error);
  const values = (['v', 'vb', 'vs', 'vd'] as const).filter((name) => record[name] !== undefined);
  if (values.length > 1) return fault(values[1] ?? 'v', '一条记录只能有一个值 / a record has one value only');
  if (record.vs !== undefined || record.vd !== undefined) return fault(record.vs === undefined ? 'vd' : 'vs', '不读取文本和数据值 / text and data values are not read');
  if (!values.length) return fault('v', record.s === undefined ? '记录没有值 / the record has no value' : '只有累计值而没有值，不读取 / a sum without a value is not read');
  const value = record.vb === undefined ? (base.bv ?? 0) + (record.v ?? 0) : Number(record.vb);
  if (!Number.isFinite(value)) return fault('v', '不是有限数 / not a finite number');
  const seconds = (base.bt ?? 0) + (record.t ?? 0);
  const at = Math.round(seconds < RELATIVE_BELOW ? now + seconds * 1000 : seconds * 1000);
  if (!isSaneTime(at)) return fault('t', '年份须为 2000 至 2100 / the year must be 2000 to 2100');
  const unit = record.u ?? base.bu ?? '';
  return [{ ok: true, signal: { kind: 'reading', ...names, value, unit: record.vb === undefined ? fieldUnitOf(unit.trim()) : '', quality: 'good', at } }];
};

const namesOf = (bn: string, n: string): { deviceCode: string; point: string } | { error: string } => {
  const whole = bn + n;
  if (!NAME.test(whole)) return { error: '名称（bn 接 n）须为字母、数字和 - : . / _，以字母或数字开头 / the name (bn with n) must be letters, digits and - : . / _, beginning with a letter or digit' };
  const stem = bn.replace(TRAILING_SEPARATORS, '');
  const names = stem && n ? { deviceCode: stem, point: n } : { deviceCode: stem || n.replace(TRAILING_SEPARATORS, ''), point: 'value' };
  if (names.deviceCode.length > MAX_CODE || names.point.length > MAX_CODE) return { error: `设备或测点名称超过 ${MAX_CODE} 个字符 / a device or point name is longer than ${MAX_CODE} characters` };
  return names;
};

/** Readings as a pack: what a SenML device sends, and what `resolveSenml` reads back. Codes must be SenML names; quality has no place in SenML. */
export const encodeSenml = (readings: readonly ReadingSignal[]): SenmlRecord[] => {
  let device: string | undefined;
  return readings.map(({ deviceCode, point, value, unit, at }) => {
    const based = deviceCode !== device;
    device = deviceCode;
    return { ...(based && { bn: `${deviceCode}:` }), n: point, u: senmlUnitOf(unit), v: value, t: at / 1000 };
  });
};
