/** What is measured, and what its numbers mean. */
export interface Factor {
  /** The point of its readings. */
  point: string;
  /** For people. */
  name: string;
  unit: string;
  /** The least and most a number can be in any unit in use; outside it is a fault of the device. */
  range: readonly [least: number, most: number];
}

const MANY = 1_000_000;
const dust = (point: string, name: string): Factor => ({ point, name, unit: 'µg/m³', range: [0, MANY] });
const noise = (point: string, name: string): Factor => ({ point, name, unit: 'dB(A)', range: [0, 200] });

/**
 * Codes of a construction site of HJ 212-2017, in lower case. Its table prints the unit of dust as 纳克/立方米;
 * sites in practice send µg/m³, some mg/m³, therefore units can be set per source.
 */
const FACTORS: Record<string, Factor> = {
  a34001: dust('TSP', '总悬浮颗粒物'), a34002: dust('PM10', '可吸入颗粒物'), a34004: dust('PM2.5', '细颗粒物'), a34005: dust('PM1', '亚微米颗粒物'),
  a01001: { point: 'temperature', name: '气温', unit: '℃', range: [-100, 200] },
  a01002: { point: 'humidity', name: '相对湿度', unit: '%RH', range: [0, 100] },
  a01006: { point: 'pressure', name: '气压', unit: 'kPa', range: [0, 200_000] },
  a01007: { point: 'wind', name: '风速', unit: 'm/s', range: [0, 200] },
  a01008: { point: 'wind-direction', name: '风向', unit: '°', range: [0, 360] },
  la: noise('LA', '噪声'), leq: noise('Leq', '等效声级'),
  l5: noise('L5', '累计百分声级L5'), l10: noise('L10', '累计百分声级L10'), l50: noise('L50', '累计百分声级L50'), l90: noise('L90', '累计百分声级L90'), l95: noise('L95', '累计百分声级L95'),
  lmx: noise('Lmax', '最大声级'), lmn: noise('Lmin', '最小声级'), ldn: noise('Ldn', '昼夜等效声级'),
};

/** What makers write instead of the code. */
const ALIASES: Record<string, string> = { tsp: 'a34001', pm10: 'a34002', pm25: 'a34004', 'pm2.5': 'a34004', pm1: 'a34005', b03: 'la' };

/** The factor a device means by a code or an alias, any case; nothing for one not known here. */
export const factorOf = (code: string): Factor | undefined => {
  const lower = code.toLowerCase();
  const known = Object.hasOwn(ALIASES, lower) ? (ALIASES[lower] ?? lower) : lower;
  return Object.hasOwn(FACTORS, known) ? FACTORS[known] : undefined;
};

/** The unit of a code's readings at one source: as set there for the code or its point, else the factor's own; empty when unknown. */
export const unitOf = (code: string, units: Record<string, string>): string => {
  const factor = factorOf(code);
  const set = [code, factor?.point].find((name) => name !== undefined && Object.hasOwn(units, name));
  return set === undefined ? (factor?.unit ?? '') : (units[set] ?? '');
};
