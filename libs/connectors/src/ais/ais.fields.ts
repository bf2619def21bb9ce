import type { BitReader, BitWriter } from './ais.bits.js';

/** One place in a message, readable and writable; a value that is not available is undefined. */
export interface Field<T> {
  read(bits: BitReader): T | undefined;
  write(bits: BitWriter, value: T | undefined): void;
}

export type Layout = Readonly<Record<string, Field<number> | Field<boolean> | Field<string>>>;

/** What a message of that layout says. */
export type Values<L extends Layout> = { -readonly [K in keyof L]?: L[K] extends Field<infer T> ? T : never };

interface Measure {
  signed?: boolean;
  /** The wire counts in 1/scale. */
  scale?: number;
  /** What the wire holds when nothing is known. */
  none?: number;
  /** Beyond these (in the value's own unit) nothing is known either. */
  min?: number;
  max?: number;
}

/** A number of so many bits. */
export const number = (start: number, bits: number, { signed = false, scale = 1, none, min = -Infinity, max = Infinity }: Measure = {}): Field<number> => ({
  read: (from) => {
    const raw = signed ? from.signed(start, bits) : from.unsigned(start, bits);
    const value = raw / scale;
    return raw === none || value < min || value > max ? undefined : value;
  },
  write: (to, value) => {
    const wanted = value === undefined || !Number.isFinite(value) ? undefined : Math.round(value * scale);
    const raw = wanted === undefined || wanted / scale < min || wanted / scale > max ? (none ?? 0) : wanted;
    if (signed) to.signed(start, bits, raw);
    else to.unsigned(start, bits, raw);
  },
});

export const flag = (start: number): Field<boolean> => ({
  read: (from) => from.unsigned(start, 1) === 1,
  write: (to, value) => to.unsigned(start, 1, value ? 1 : 0),
});

/** Six-bit text; empty means not available. */
export const text = (start: number, bits: number): Field<string> => ({
  read: (from) => from.text(start, bits) || undefined,
  write: (to, value) => to.text(start, bits, value ?? ''),
});

/** Every value of a layout that is available. */
export const readLayout = <L extends Layout>(layout: L, bits: BitReader): Values<L> => {
  const values: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(layout)) {
    const value = field.read(bits);
    if (value !== undefined) values[name] = value;
  }
  return values as Values<L>;
};

/** Fills a layout in; places without a value say "not available". */
export const writeLayout = (layout: Layout, bits: BitWriter, values: Readonly<Record<string, unknown>>): void => {
  for (const [name, field] of Object.entries(layout)) (field as Field<unknown>).write(bits, values[name]);
};
