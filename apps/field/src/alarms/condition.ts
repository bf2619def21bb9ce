import type { FieldObject } from '../city/ledger-shape.js';
import type { Rng } from '../random.js';
import type { AlarmKind } from './alarm-kind.js';
import type { Unstamped } from './native-message.js';

/** What a message of a condition does: begins it, tells it again, ends it. */
export type Part = 'raise' | 'repeat' | 'clear';

/** One condition at one device, from its beginning to its end: minutes after the beginning and what is said then. */
export interface Condition {
  kind: AlarmKind;
  object: FieldObject;
  key: string;
  /** The raise first, then the repeats, the clear last. */
  story: { afterMs: number; part: Part; message: Unstamped }[];
  lastsMs: number;
}

const MINUTE = 60_000;
/** A stuck device would fill the journal: after so many repeats it only tells the end. */
const MAX_REPEATS = 6;

const textOf = (value: number | undefined, kind: AlarmKind): string | undefined =>
  value === undefined || !kind.reading ? undefined : `${value} ${kind.reading.unit}`;

const message = (kind: AlarmKind, object: FieldObject, key: string, value: number | undefined, cleared: boolean): Unstamped => ({
  key,
  sector: kind.sector,
  level: kind.level,
  title: kind.title.replace('{v}', String(value ?? '')),
  ...(cleared && { cleared: true }),
  location: object.location,
  objectCode: object.code,
  gridCode: object.gridCode,
  ...(value !== undefined && !cleared && { value: textOf(value, kind) }),
  detail: {
    设备编号: key,
    监管对象: object.name,
    对象类型: object.kind,
    判定依据: kind.basis,
    ...(value !== undefined && !cleared && { 监测值: value, 单位: kind.reading!.unit }),
  },
});

/** The key of a device's point, such as `FAS-GC-FIRE-0012-z03`. */
export const deviceKey = (kind: AlarmKind, object: FieldObject, draw: Rng): string => {
  const [prefix, count] = kind.point;
  return `${kind.device}-${object.code}-${prefix}${String(draw.whole(1, count)).padStart(2, '0')}`;
};

/** Plays one condition: raised, repeated as the device does, cleared. */
export const playCondition = (kind: AlarmKind, object: FieldObject, key: string, draw: Rng): Condition => {
  const lastsMs = Math.round(draw.between(kind.lasts[0], kind.lasts[1]) * MINUTE);
  const value = kind.reading?.draw(draw);
  const story: Condition['story'] = [{ afterMs: 0, part: 'raise', message: message(kind, object, key, value, false) }];
  const every = (kind.repeats ?? 0) * MINUTE;
  for (let n = 1; every > 0 && n <= MAX_REPEATS && n * every < lastsMs - MINUTE / 2; n++) {
    const again = kind.reading?.draw(draw);
    story.push({ afterMs: n * every + draw.whole(0, 4000), part: 'repeat', message: message(kind, object, key, again, false) });
  }
  story.push({ afterMs: lastsMs, part: 'clear', message: message(kind, object, key, value, true) });
  return { kind, object, key, story, lastsMs };
};
