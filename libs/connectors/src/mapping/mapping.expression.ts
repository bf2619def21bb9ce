import { halvesOf, inOneLine } from '@one-screen/domain';
import jsonata from 'jsonata';
import { wordsOf } from '../error-words.js';
import { clip, line } from '../plain-text.js';
import { costOf, GuardedRegExp } from './mapping.regex.js';

/** The longest expression, characters. */
export const MAX_EXPRESSION = 2_000;
/** One evaluation on one element may take so long, milliseconds. */
const EVALUATION_MS = 100;
/** And the one that finds the elements in a whole message, which may hold 10,000 of them. */
export const MESSAGE_EVALUATION_MS = 2_000;
/** Rounds of the evaluator within each other; a mapping needs a few dozen. */
const STACK = 300;
/** The longest sequence made on the way. */
const SEQUENCE = 10_000;
const MAX_PAD = 1_000;
/** The longest text an expression may give; nothing in a signal is near it. */
const MAX_TEXT = 100_000;
const MAX_MESSAGE = 300;
/** JSONata's code for an evaluation that took too long. */
const TIMED_OUT = 'D1012';

/** The evaluator constructs it and calls `exec`, nothing else of what its type asks for. */
const GUARDED = GuardedRegExp as unknown as RegExpConstructor;

export type Evaluation = { ok: true; value: unknown } | { ok: false; error: string; timedOut: boolean };

/** A compiled JSONata expression. Evaluation never rejects; what is not in the input is `undefined`. */
export interface Expression {
  evaluate(input: unknown, bindings: Record<string, unknown>): Promise<Evaluation>;
}

/**
 * Compiles a JSONata expression (jsonata.org) within bounds: length, time, depth, sequence length, harmless regular expressions;
 * `$eval` is not there, and `$pad` pads to 1,000 characters at most. `timeout` is in milliseconds. The error is JSONata's own message, after Chinese.
 */
export const compileExpression = (text: string, timeout: number = EVALUATION_MS): { ok: true; expression: Expression } | { ok: false; error: string } => {
  if (text.length > MAX_EXPRESSION) return { ok: false, error: `超过 ${MAX_EXPRESSION} 个字符 / longer than ${MAX_EXPRESSION} characters` };
  let compiled: jsonata.Expression;
  try {
    compiled = jsonata(text, { timeout, stack: STACK, sequence: SEQUENCE, RegexEngine: GUARDED });
  } catch (error) {
    return { ok: false, error: messageOf(error) };
  }
  const fault = faultIn(compiled.ast());
  if (fault !== undefined) return { ok: false, error: fault };
  compiled.registerFunction('pad', pad, '<s-ns?:s>');
  const once = async (input: unknown, bindings: Record<string, unknown>): Promise<Evaluation> => {
    try {
      const value: unknown = await compiled.evaluate(input, bindings);
      if (typeof value === 'string' && value.length > MAX_TEXT) return { ok: false, error: `得到的文本超过 ${MAX_TEXT} 个字符 / gives a text of more than ${MAX_TEXT} characters`, timedOut: false };
      return { ok: true, value };
    } catch (error) {
      return { ok: false, error: messageOf(error), timedOut: codeOf(error) === TIMED_OUT };
    }
  };
  return {
    ok: true,
    expression: {
      evaluate: (input, bindings) => inTurn(async () => {
        const first = await once(input, bindings);
        // The clock runs on while the machine is busy elsewhere: only twice in a row is the expression's own fault.
        return !first.ok && first.timedOut ? once(input, bindings) : first;
      }),
    },
  };
};

let lastTurn: Promise<unknown> = Promise.resolve();

/** One evaluation at a time in the process: each has its time to itself, and one source's runaway never makes another's expression late. */
const inTurn = (work: () => Promise<Evaluation>): Promise<Evaluation> => {
  const turn = lastTurn.then(work);
  lastTurn = turn;
  return turn;
};

const pad = (text: string | undefined, width: number, fill?: string): string | undefined => {
  if (text === undefined) return undefined;
  if (!(Math.abs(width) <= MAX_PAD)) throw new Error(`$pad 最多补到 ${MAX_PAD} 个字符 / $pad goes to ${MAX_PAD} characters at most`);
  const characters = fill || ' ';
  const missing = Math.trunc(Math.abs(width)) - Array.from(text).length;
  if (missing <= 0) return text;
  const padding = Array.from({ length: missing }, (_, index) => Array.from(characters)[index % Array.from(characters).length] ?? ' ').join('');
  return width < 0 ? padding + text : text + padding;
};

/** What must not stand in an expression: `$eval`, which would bring unchecked expressions in, and costly regular expressions. */
const faultIn = (node: unknown, seen = new Set<object>()): string | undefined => {
  if (typeof node !== 'object' || node === null || seen.has(node)) return undefined;
  seen.add(node);
  if (node instanceof RegExp) {
    const cost = costOf(node.source);
    return 'fault' in cost ? cost.fault : undefined;
  }
  if ('type' in node && node.type === 'variable' && 'value' in node && node.value === 'eval') return '此处不能使用 $eval / $eval is not available here';
  for (const part of Object.values(node)) {
    const fault = faultIn(part, seen);
    if (fault !== undefined) return fault;
  }
  return undefined;
};

const codeOf = (error: unknown): unknown => (typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined);

/** JSONata throws plain objects as well as errors; `position` counts characters from the start of the expression. */
const messageOf = (error: unknown): string => {
  if (typeof error !== 'object' || error === null) return wordsOf(error, { zh: '表达式有误', en: 'the expression failed' });
  const message = 'message' in error && typeof error.message === 'string' ? error.message : String(codeOf(error) ?? 'failed');
  const said = clip(line(message), MAX_MESSAGE);
  const position = 'position' in error && typeof error.position === 'number' && error.position >= 0 ? error.position : undefined;
  // Words of our own, thrown within an evaluation, carry both languages; JSONata's are English.
  const { zh, en } = halvesOf(said);
  if (zh !== en) return said;
  return position === undefined ? inOneLine({ zh: `表达式有误：${zh}`, en }) : inOneLine({ zh: `表达式第 ${position} 个字符处有误：${zh}`, en: `${en} (at character ${position})` });
};
