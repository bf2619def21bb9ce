import { intentOf, type KeyPlace, type KeyPress } from './keys.model';

const press = (key: string, patch: Partial<KeyPress> = {}): KeyPress => ({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, isComposing: false, ...patch });
const idle: KeyPlace = { typing: false, choosing: false, dialog: false };

describe('keys of the desk', () => {
  it('moves with J and K, and extends the selection with Shift', () => {
    expect(intentOf(press('j'), idle)).toEqual({ kind: 'move', step: 1, extend: false });
    expect(intentOf(press('K', { shiftKey: true }), idle)).toEqual({ kind: 'move', step: -1, extend: true });
  });

  it('leaves a text field and an input method their keys, but not Escape', () => {
    expect(intentOf(press('a'), { ...idle, typing: true })).toBeUndefined();
    expect(intentOf(press('Escape', { isComposing: true }), { ...idle, typing: true })).toBeUndefined();
    expect(intentOf(press('Escape'), { ...idle, typing: true })).toEqual({ kind: 'escape' });
  });

  it('takes digits for a judgement only once signing was asked for', () => {
    expect(intentOf(press('1'), idle)).toBeUndefined();
    expect(intentOf(press('1'), { ...idle, choosing: true })).toEqual({ kind: 'disposition', index: 0 });
    expect(intentOf(press('6'), { ...idle, choosing: true })).toBeUndefined();
  });

  it('leaves the browser its own shortcuts', () => {
    for (const patch of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }]) expect(intentOf(press('c', patch), idle)).toBeUndefined();
  });

  it('opens the object with O', () => {
    expect(intentOf(press('o'), idle)).toEqual({ kind: 'object' });
    expect(intentOf(press('o'), { ...idle, dialog: true })).toBeUndefined();
  });

  it('keeps D for dispatching: it does nothing yet', () => {
    expect(intentOf(press('d'), idle)).toBeUndefined();
  });
});
