import protobuf from 'protobufjs/light.js';
import { wordsOf } from '../error-words.js';

/**
 * Sparkplug B payloads (Eclipse Sparkplug 3.0.0, section 6): Protocol Buffers. Field numbers are the specification's. Data sets, templates and
 * nested property sets are left as the bytes they are: nothing here reads them, and so nothing nests.
 */
const value = (first: number) => ({
  intValue: { type: 'uint32', id: first }, longValue: { type: 'uint64', id: first + 1 }, floatValue: { type: 'float', id: first + 2 }, doubleValue: { type: 'double', id: first + 3 },
  booleanValue: { type: 'bool', id: first + 4 }, stringValue: { type: 'string', id: first + 5 },
});
/** Of proto2, a zero that was sent is not the same as nothing sent. */
const PROTO2 = 'proto2';
const payloads = protobuf.Root.fromJSON({
  nested: {
    PropertyValue: { edition: PROTO2, fields: { type: { type: 'uint32', id: 1 }, isNull: { type: 'bool', id: 2 }, ...value(3) } },
    PropertySet: { edition: PROTO2, fields: { keys: { rule: 'repeated', type: 'string', id: 1 }, values: { rule: 'repeated', type: 'PropertyValue', id: 2 } } },
    Metric: {
      edition: PROTO2,
      fields: {
        name: { type: 'string', id: 1 }, alias: { type: 'uint64', id: 2 }, timestamp: { type: 'uint64', id: 3 }, datatype: { type: 'uint32', id: 4 }, isHistorical: { type: 'bool', id: 5 },
        isTransient: { type: 'bool', id: 6 }, isNull: { type: 'bool', id: 7 }, properties: { type: 'PropertySet', id: 9 }, ...value(10),
        bytesValue: { type: 'bytes', id: 16 }, datasetValue: { type: 'bytes', id: 17 }, templateValue: { type: 'bytes', id: 18 },
      },
    },
    Payload: { edition: PROTO2, fields: { timestamp: { type: 'uint64', id: 1 }, metrics: { rule: 'repeated', type: 'Metric', id: 2 }, seq: { type: 'uint64', id: 3 }, uuid: { type: 'string', id: 4 }, body: { type: 'bytes', id: 5 } } },
  },
}).lookupType('Payload');

/** Section 6.4.16: the data types this reads, by number. */
export const DATATYPE = {
  Int8: 1, Int16: 2, Int32: 3, Int64: 4, UInt8: 5, UInt16: 6, UInt32: 7, UInt64: 8, Float: 9, Double: 10, Boolean: 11, String: 12, DateTime: 13, Text: 14, UUID: 15,
} as const;

/** A value as it stood in the message; what it means, its data type says, which may have been told at birth only. */
export type RawValue = { int: number } | { long: bigint } | { real: number } | { flag: boolean } | { text: string } | 'other';

/** One metric. Times are epoch milliseconds; `alias` is its number as text. */
export interface SparkplugMetric {
  name?: string;
  alias?: string;
  timestamp?: number;
  datatype?: number;
  historical: boolean;
  isNull: boolean;
  value?: RawValue;
  /** The property `Quality`: 0 bad, 192 good, 500 stale (section 6.4.14). */
  quality?: number;
  /** The property `engUnit`, as many edge nodes name the unit. */
  unit?: string;
}

export interface SparkplugPayload {
  timestamp?: number;
  /** 0 to 255. */
  seq?: number;
  metrics: SparkplugMetric[];
}

/** The most metrics of one message. */
const MAX_METRICS = 20_000;

type Fields = Record<string, unknown>;
const has = (fields: Fields, name: string): boolean => Object.hasOwn(fields, name) && fields[name] !== undefined && fields[name] !== null;
const wide = (fields: Fields, name: string): bigint | undefined => (has(fields, name) ? BigInt(String(fields[name])) : undefined);
const timeIn = (fields: Fields): { timestamp?: number } => {
  const at = wide(fields, 'timestamp');
  return at === undefined ? {} : { timestamp: Number(at) };
};

const rawOf = (fields: Fields): RawValue | undefined => {
  if (has(fields, 'intValue')) return { int: fields['intValue'] as number };
  const long = wide(fields, 'longValue');
  if (long !== undefined) return { long };
  if (has(fields, 'floatValue')) return { real: fields['floatValue'] as number };
  if (has(fields, 'doubleValue')) return { real: fields['doubleValue'] as number };
  if (has(fields, 'booleanValue')) return { flag: fields['booleanValue'] as boolean };
  if (has(fields, 'stringValue')) return { text: fields['stringValue'] as string };
  return ['bytesValue', 'datasetValue', 'templateValue'].some((name) => has(fields, name)) ? 'other' : undefined;
};

const propertiesOf = (fields: Fields): Pick<SparkplugMetric, 'quality' | 'unit'> => {
  const { keys = [], values = [] } = (fields['properties'] ?? {}) as { keys?: string[]; values?: Fields[] };
  const of = (name: string): RawValue | undefined => {
    const property = values[keys.indexOf(name)];
    return property && !property['isNull'] ? rawOf(property) : undefined;
  };
  const quality = of('Quality');
  const unit = of('engUnit');
  return {
    ...(typeof quality === 'object' && 'int' in quality && { quality: quality.int }),
    ...(typeof unit === 'object' && 'text' in unit && { unit: unit.text }),
  };
};

const metricOf = (fields: Fields): SparkplugMetric => {
  const value = rawOf(fields);
  const alias = wide(fields, 'alias');
  return {
    ...(has(fields, 'name') && fields['name'] !== '' && { name: fields['name'] as string }), ...(alias !== undefined && { alias: String(alias) }), ...timeIn(fields),
    ...(has(fields, 'datatype') && { datatype: fields['datatype'] as number }), historical: fields['isHistorical'] === true, isNull: fields['isNull'] === true,
    ...(value !== undefined && { value }), ...propertiesOf(fields),
  };
};

/** A payload from the wire; the reason when it is none. Never throws. */
export const decodePayload = (bytes: Uint8Array): SparkplugPayload | { error: string } => {
  try {
    const fields = payloads.toObject(payloads.decode(bytes), { longs: String }) as Fields;
    const metrics = (fields['metrics'] ?? []) as Fields[];
    if (metrics.length > MAX_METRICS) return { error: `指标超过 ${MAX_METRICS} 个（${metrics.length}） / more than ${MAX_METRICS} metrics (${metrics.length})` };
    const seq = wide(fields, 'seq');
    return { ...timeIn(fields), ...(seq !== undefined && { seq: Number(seq) }), metrics: metrics.map(metricOf) };
  } catch (error) {
    return { error: wordsOf(error, { zh: '不是 Sparkplug B 报文', en: 'not a Sparkplug B payload' }) };
  }
};

/** A value to the number it stands for: integers by their width and sign (section 6.4.16), booleans 1 and 0; undefined when it is none. */
export const numberOf = (value: RawValue, datatype: number): number | undefined => {
  if (value === 'other' || 'text' in value) return undefined;
  const whole = 'int' in value ? BigInt(value.int) : 'long' in value ? value.long : undefined;
  switch (datatype) {
    case DATATYPE.Int8: case DATATYPE.Int16: case DATATYPE.Int32: case DATATYPE.Int64:
      return whole === undefined ? undefined : Number(BigInt.asIntN(8 << (datatype - DATATYPE.Int8), whole));
    case DATATYPE.UInt8: case DATATYPE.UInt16: case DATATYPE.UInt32: case DATATYPE.UInt64:
      return whole === undefined ? undefined : Number(BigInt.asUintN(8 << (datatype - DATATYPE.UInt8), whole));
    case DATATYPE.Float: case DATATYPE.Double:
      return 'real' in value && Number.isFinite(value.real) ? value.real : undefined;
    case DATATYPE.Boolean:
      return 'flag' in value ? Number(value.flag) : undefined;
    default:
      return undefined;
  }
};

const rawFields = (value: RawValue | undefined, datatype: number | undefined): Fields => {
  if (value === undefined || value === 'other') return {};
  if ('int' in value) return { intValue: value.int };
  if ('long' in value) return { longValue: String(value.long) };
  if ('real' in value) return datatype === DATATYPE.Float ? { floatValue: value.real } : { doubleValue: value.real };
  return 'flag' in value ? { booleanValue: value.flag } : { stringValue: value.text };
};

/** A payload for the wire: our own commands, and what simulated edge nodes send. */
export const encodePayload = ({ timestamp, seq, metrics }: SparkplugPayload): Buffer => {
  const message = payloads.fromObject({
    ...(timestamp !== undefined && { timestamp }), ...(seq !== undefined && { seq }),
    metrics: metrics.map(({ name, alias, timestamp: at, datatype, historical, isNull, value, quality, unit }) => {
      const properties = [
        ...(quality === undefined ? [] : [['Quality', { type: DATATYPE.Int32, intValue: quality }] as const]), ...(unit === undefined ? [] : [['engUnit', { type: DATATYPE.String, stringValue: unit }] as const]),
      ];
      return {
        ...(name !== undefined && { name }), ...(alias !== undefined && { alias }), ...(at !== undefined && { timestamp: at }), ...(datatype !== undefined && { datatype }),
        ...(historical && { isHistorical: true }), ...(isNull && { isNull: true }), ...rawFields(value, datatype),
        ...(properties.length && { properties: { keys: properties.map(([key]) => key), values: properties.map(([, property]) => property) } }),
      };
    }),
  });
  return Buffer.from(payloads.encode(message).finish());
};
