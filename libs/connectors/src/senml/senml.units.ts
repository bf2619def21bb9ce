/**
 * SenML unit symbols (RFC 8428 section 12.1, RFC 8798 secondary units) that the field writes otherwise; all others are written alike.
 * One to one, so that what was read can be written again.
 */
const FIELD_UNITS: Readonly<Record<string, string>> = {
  Cel: '℃', Ohm: 'Ω', m2: 'm²', m3: 'm³', 'm/s2': 'm/s²', 'm3/s': 'm³/s', 'W/m2': 'W/m²', 'cd/m2': 'cd/m²', l: 'L', 'l/s': 'L/s', deg: '°', 'ug/m3': 'µg/m³', 'm3/h': 'm³/h', 'g/l': 'g/L', count: '',
};
const SENML_UNITS: ReadonlyMap<string, string> = new Map(Object.entries(FIELD_UNITS).map(([senml, field]) => [field, senml]));
/** Pure numbers under other names; what is written for them again is `count`. */
const WITHOUT_UNIT: ReadonlySet<string> = new Set(['/', 'count']);

/** The field's way of writing a SenML unit; an unknown one stays as it is. */
export const fieldUnitOf = (unit: string): string => (WITHOUT_UNIT.has(unit) ? '' : Object.hasOwn(FIELD_UNITS, unit) ? (FIELD_UNITS[unit] ?? unit) : unit);

/** The SenML symbol of a unit the field writes. */
export const senmlUnitOf = (unit: string): string => SENML_UNITS.get(unit) ?? unit;
