/** What a key means at the desk. */
export type Intent =
  | { kind: 'move'; step: 1 | -1; extend: boolean }
  | { kind: 'tab'; step: 1 | -1 }
  | { kind: 'disposition'; index: number }
  | { kind: 'sign' | 'handle' | 'note' | 'shelve' | 'escalate' | 'close' | 'search' | 'object' | 'help' | 'escape' | 'tick' };

/** Where the keyboard is: whether a text field has it, whether a judgement is being asked for, whether a dialog is open. */
export interface KeyPlace {
  typing: boolean;
  choosing: boolean;
  dialog: boolean;
}
export interface KeyPress {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  isComposing: boolean;
}

const PLAIN: Record<string, Exclude<Intent['kind'], 'move' | 'tab' | 'disposition'>> = { a: 'sign', h: 'handle', n: 'note', s: 'shelve', e: 'escalate', c: 'close', x: 'tick', o: 'object' };

/**
 * The intent of a key press, or undefined. A field being typed in (an input method composing above all) keeps its keys,
 * save Escape; a dialog keeps all but Escape; keys with Ctrl, Alt or Meta belong to the browser. D is kept for dispatching 派单.
 */
export const intentOf = (press: KeyPress, place: KeyPlace): Intent | undefined => {
  if (press.isComposing || press.ctrlKey || press.metaKey || press.altKey) return undefined;
  if (press.key === 'Escape') return { kind: 'escape' };
  if (place.typing || place.dialog) return undefined;
  if (place.choosing && /^[1-5]$/.test(press.key)) return { kind: 'disposition', index: Number(press.key) - 1 };
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  if (key === 'j' || key === 'ArrowDown') return { kind: 'move', step: 1, extend: press.shiftKey };
  if (key === 'k' || key === 'ArrowUp') return { kind: 'move', step: -1, extend: press.shiftKey };
  if (key === '?') return { kind: 'help' };
  if (press.shiftKey) return undefined;
  if (key === '/') return { kind: 'search' };
  if (key === '[') return { kind: 'tab', step: -1 };
  if (key === ']') return { kind: 'tab', step: 1 };
  const plain = PLAIN[key];
  return plain && { kind: plain };
};
