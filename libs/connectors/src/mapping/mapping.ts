import type { Fault, Parsed, Signal } from '@one-screen/domain';
import { setImmediate as breathe } from 'node:timers/promises';
import { z } from 'zod';
import { wordsOf } from '../error-words.js';
import { faultsOf, pathOf } from '../faults.js';
import { keyOf } from '../native/native.parser.js';
import { compileExpression, MAX_EXPRESSION, MESSAGE_EVALUATION_MS, type Expression } from './mapping.expression.js';
import { MAPPING_KINDS, TARGETS, type MappingKind } from './mapping.targets.js';

/** The most elements one message may have for one mapping. */
const MAX_ELEMENTS = 10_000;
const MAX_MAPPINGS = 8;
/** One message may keep the evaluator so long, milliseconds; the rest of it is then given up, with a fault that says so. */
const MESSAGE_MS = 10_000;
/** Nor is a message gone on with after so many expressions that ran out of time. */
const MAX_TIMEOUTS = 10;
/** The event loop is let go at least this often, milliseconds. */
const BREATH_MS = 20;

/** A message on its way through a mapping that was found right. */
export interface CompiledMapping {
  /**
   * Signals of one message (decoded JSON), in the order of its elements; mapping after mapping. `receivedAt` (epoch milliseconds) is the
   * time of what has no time of its own. A wrong element is a value with its path: `[3].value`, or `mapping[1][3].value` with several mappings.
   */
  apply(body: unknown, receivedAt: number): Promise<Parsed<Signal>[]>;
}

const Text = z.string().trim().min(1, { error: '表达式为空 / an empty expression' }).max(MAX_EXPRESSION, { error: `超过 ${MAX_EXPRESSION} 个字符 / longer than ${MAX_EXPRESSION} characters` });
const OneMapping = z.strictObject({ each: Text.optional(), kind: z.enum(MAPPING_KINDS), fields: z.record(z.string().max(64), Text) });
type OneMapping = z.output<typeof OneMapping>;

/**
 * How a vendor's JSON becomes signals, as data. `each` is a JSONata expression giving the elements (without it: the message, or its
 * elements when it is an array); `fields` gives for each field of the signal a JSONata expression evaluated on each element, where
 * `$message` is the whole message, `$index` the element's number from 0, `$receivedAt` the time of receipt in epoch milliseconds.
 * A constant is JSONata text: `'red'` in quotes. One mapping, or up to 8. Parsing compiles it: faults carry JSONata's own messages.
 */
export const MappingOptions = z.union([OneMapping, z.array(OneMapping).min(1).max(MAX_MAPPINGS)]).transform((options, context): CompiledMapping => {
  const several = Array.isArray(options);
  const parts = (several ? options : [options]).map((one, index) => {
    const part = partOf(one, several ? ['mapping', index] : []);
    for (const { path, message } of part.faults) context.issues.push({ code: 'custom', path: [...(several ? [index] : []), ...path], message, input: one });
    return part;
  });
  return { apply: (body, receivedAt) => applyAll(parts, body, receivedAt) };
});
export type MappingOptions = z.input<typeof MappingOptions>;

/** A mapping ready to use, or what is wrong with it: the path of each expression and JSONata's message. */
export const compileMapping = (options: unknown): ({ ok: true } & CompiledMapping) | { ok: false; faults: Fault[] } => {
  const parsed = MappingOptions.safeParse(options);
  return parsed.success ? { ok: true, apply: parsed.data.apply } : { ok: false, faults: faultsOf(parsed.error) };
};

/** What a mapping makes of a sample message (JSON text, or decoded already), to be shown before it is saved. Stores nothing, never rejects. */
export const tryMapping = async (options: unknown, sample: unknown, receivedAt: number = Date.now()): Promise<{ ok: true; results: Parsed<Signal>[] } | { ok: false; faults: Fault[] }> => {
  const mapping = compileMapping(options);
  if (!mapping.ok) return mapping;
  let body = sample;
  if (typeof sample === 'string') {
    try {
      body = JSON.parse(sample);
    } catch (error) {
      return { ok: false, faults: [{ path: 'sample', message: wordsOf(error, { zh: '不是有效的 JSON', en: 'not valid JSON' }) }] };
    }
  }
  return { ok: true, results: await mapping.apply(body, receivedAt) };
};

interface Part {
  kind: MappingKind;
  each?: Expression;
  fields: [string, Expression][];
  /** Where this mapping's elements are, in faults. */
  root: readonly PropertyKey[];
  faults: { path: PropertyKey[]; message: string }[];
}

const partOf = ({ each, kind, fields }: OneMapping, root: readonly PropertyKey[]): Part => {
  const part: Part = { kind, fields: [], root, faults: [] };
  const { fields: known, required } = TARGETS[kind];
  if (each !== undefined) {
    const compiled = compileExpression(each, MESSAGE_EVALUATION_MS);
    if (compiled.ok) part.each = compiled.expression;
    else part.faults.push({ path: ['each'], message: compiled.error });
  }
  for (const [field, text] of Object.entries(fields)) {
    const compiled = compileExpression(text);
    if (!known.includes(field)) part.faults.push({ path: ['fields', field], message: `${kind} 没有这个字段；可用：${known.join('、')} / a ${kind} has no such field; it has ${known.join(', ')}` });
    else if (compiled.ok) part.fields.push([field, compiled.expression]);
    else part.faults.push({ path: ['fields', field], message: compiled.error });
  }
  for (const field of required) if (fields[field] === undefined) part.faults.push({ path: ['fields', field], message: `${kind} 必须有此字段 / a ${kind} needs it` });
  return part;
};

/** What one message has used up. */
interface Effort {
  until: number;
  timeouts: number;
  breath: number;
}

const applyAll = async (parts: readonly Part[], body: unknown, receivedAt: number): Promise<Parsed<Signal>[]> => {
  const parsed: Parsed<Signal>[] = [];
  const effort: Effort = { until: performance.now() + MESSAGE_MS, timeouts: 0, breath: performance.now() };
  for (const part of parts) {
    const found = await elementsOf(part, body, receivedAt, effort);
    if ('fault' in found) {
      parsed.push({ ok: false, faults: [{ path: pathOf([...part.root, 'each']), message: found.fault }] });
      continue;
    }
    for (const [index, element] of found.elements.entries()) {
      if (performance.now() > effort.until || effort.timeouts >= MAX_TIMEOUTS) {
        parsed.push({ ok: false, faults: [{ path: pathOf([...part.root, index]), message: `映射用时过长，已放弃，其余 ${found.elements.length - index} 个元素未读 / given up: the mapping takes too long; ${found.elements.length - index} elements were not read` }] });
        break;
      }
      parsed.push(await signalOf(part, element, index, body, receivedAt, effort));
      if (performance.now() - effort.breath > BREATH_MS) {
        await breathe();
        effort.breath = performance.now();
      }
    }
  }
  return parsed;
};

const elementsOf = async ({ each }: Part, body: unknown, receivedAt: number, effort: Effort): Promise<{ elements: readonly unknown[] } | { fault: string }> => {
  let elements: unknown = body;
  if (each) {
    const result = await each.evaluate(body, { message: body, receivedAt });
    if (!result.ok) {
      if (result.timedOut) effort.timeouts += 1;
      return { fault: result.error };
    }
    elements = result.value ?? [];
  }
  const list: readonly unknown[] = Array.isArray(elements) ? elements : [elements];
  return list.length > MAX_ELEMENTS ? { fault: `元素超过 ${MAX_ELEMENTS} 个（${list.length}） / more than ${MAX_ELEMENTS} elements (${list.length})` } : { elements: list };
};

const signalOf = async (part: Part, element: unknown, index: number, message: unknown, receivedAt: number, effort: Effort): Promise<Parsed<Signal>> => {
  const { schema, time } = TARGETS[part.kind];
  const values: Record<string, unknown> = {};
  const faults: Fault[] = [];
  const at = (path: readonly PropertyKey[]): string => pathOf([...part.root, index, ...path]);
  if (!part.fields.some(([field]) => field === time)) values[time] = receivedAt;
  for (const [field, expression] of part.fields) {
    const result = await expression.evaluate(element, { message, index, receivedAt });
    if (result.ok) {
      if (result.value !== undefined && result.value !== null) values[field] = result.value;
      continue;
    }
    faults.push({ path: at([field]), message: result.error });
    if (!result.timedOut) continue;
    effort.timeouts += 1;
    if (effort.timeouts >= MAX_TIMEOUTS) break;
  }
  if (faults.length) return { ok: false, ...keyOf(values), faults };
  const checked = schema.safeParse(values);
  if (checked.success) return { ok: true, signal: checked.data };
  return { ok: false, ...keyOf(values), faults: faultsOf(checked.error).map(({ path, message: words }) => ({ path: `${at([])}${path && `.${path}`}`, message: words })) };
};
