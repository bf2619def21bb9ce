/**
 * Regular expressions inside mappings. The evaluator cannot be stopped while one runs, and the text it runs on comes from outside,
 * so a pattern is refused when its running time could explode: repetition around repetition or around alternatives, back references,
 * more than three open repetitions. What is left takes polynomial time, kept short by a limit on the text.
 */

const MAX_PATTERN = 200;
/** The longest text (UTF-16 units) a pattern with 0, 1, 2 or 3 open repetitions is run on. */
const TEXT_LIMITS = [10_000, 2_000, 500, 200];

interface Group {
  /** Something in it can match in more than one way. */
  branching: boolean;
}

/** What a pattern may cost: why it is refused, or the number of its open repetitions. Plain scan of the source, no engine involved. */
export const costOf = (source: string): { fault: string } | { repetitions: number } => {
  if (source.length > MAX_PATTERN) return { fault: `正则表达式超过 ${MAX_PATTERN} 个字符 / the regular expression is longer than ${MAX_PATTERN} characters` };
  const open: Group[] = [{ branching: false }];
  let repetitions = 0;
  let closed: Group | undefined;
  for (let at = 0; at < source.length; at += 1) {
    const character = source[at] ?? '';
    const group = open[open.length - 1] ?? { branching: false };
    const quantifier = /^(?:[*+]|\{\d+,?\d*\})/.exec(source.slice(at))?.[0];
    if (quantifier !== undefined) {
      if (closed?.branching) return { fault: '正则表达式重复了自身含重复或分支的组 / the regular expression repeats a group that itself repeats or chooses' };
      if (!/^\{\d+\}$/.test(quantifier)) {
        repetitions += 1;
        group.branching = true;
      }
      at += quantifier.length - 1;
      if (source[at + 1] === '?') at += 1;
      closed = undefined;
      continue;
    }
    closed = undefined;
    if (character === '\\') {
      if (/[1-9k]/.test(source[at + 1] ?? '')) return { fault: '正则表达式含反向引用 / the regular expression has a back reference' };
      at += 1;
    } else if (character === '[') {
      at = endOfClass(source, at);
    } else if (character === '(') {
      open.push({ branching: false });
      if (source[at + 1] === '?') at += 1;
    } else if (character === ')') {
      closed = open.length > 1 ? open.pop() : undefined;
      const outer = open[open.length - 1];
      if (outer && closed?.branching) outer.branching = true;
    } else if (character === '|' || character === '?') {
      group.branching = true;
    }
  }
  if (repetitions >= TEXT_LIMITS.length) return { fault: `正则表达式的不限次重复超过 ${TEXT_LIMITS.length - 1} 处 / the regular expression has more than ${TEXT_LIMITS.length - 1} open repetitions` };
  return { repetitions };
};

const endOfClass = (source: string, start: number): number => {
  for (let at = start + 1; at < source.length; at += 1) {
    if (source[at] === '\\') at += 1;
    else if (source[at] === ']') return at;
  }
  return source.length;
};

/** What the evaluator is given in place of RegExp: refuses costly patterns and overlong texts by throwing, which ends the one evaluation. */
export class GuardedRegExp extends RegExp {
  private readonly textLimit: number;

  constructor(pattern: RegExp | string, flags?: string) {
    const cost = costOf(typeof pattern === 'string' ? pattern : pattern.source);
    if ('fault' in cost) throw new Error(cost.fault);
    super(pattern, flags);
    this.textLimit = TEXT_LIMITS[cost.repetitions] ?? 0;
  }

  override exec(text: string): RegExpExecArray | null {
    if (text.length > this.textLimit) throw new Error(`文本超过 ${this.textLimit} 个字符，对此正则表达式过长 / the text is longer than ${this.textLimit} characters, too long for this regular expression`);
    return super.exec(text);
  }
}
