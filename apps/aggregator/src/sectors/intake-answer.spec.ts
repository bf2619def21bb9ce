import type { AlarmSignal, Parsed, Signal } from '@one-screen/domain';
import { answersOf, noSignalTaken, nothingTaken, signalAnswersOf, signalsOf, withOwnSource } from './intake-answer.js';

const signal = (key: string): AlarmSignal => ({ kind: 'alarm', key, level: 'red', title: 't', occurredAt: 0, cleared: false });
const good = (key: string): Parsed => ({ ok: true, signal: signal(key) });
const bad = (key?: string): Parsed => ({ ok: false, ...(key !== undefined && { key }), faults: [{ path: 'level', message: 'unknown level' }] });

describe('answer of an intake door', () => {
  it('puts accepted and rejected elements back in the order sent', () => {
    const elements = [good('a'), bad('b'), good('c'), bad(), good('d')];
    expect(signalsOf(elements).map(({ key }) => key)).toEqual(['a', 'c', 'd']);
    const answers = answersOf(elements, [{ key: 'a', id: '1', status: 'accepted' }, { key: 'c', id: '2', status: 'repeat' }, { key: 'd', id: '3', status: 'accepted' }], 'zh');
    expect(answers.map(({ key, id, status }) => [key, id, status])).toEqual([['a', '1', 'accepted'], ['b', undefined, 'rejected'], ['c', '2', 'repeat'], ['', undefined, 'rejected'], ['d', '3', 'accepted']]);
    expect(answers[1]?.error).toMatchObject({ code: 'invalid-alarm', details: [{ path: 'level', message: 'unknown level' }] });
  });
  it('refuses a single bad element with its faults, and a wholly bad batch with all results', () => {
    expect(nothingTaken([bad('x')], 'zh')).toMatchObject({ kind: 'invalid', code: 'invalid-alarm', details: [{ path: 'level' }] });
    expect(nothingTaken([bad('x'), bad('y')], 'en')).toMatchObject({ kind: 'invalid', code: 'invalid-batch', details: [{ key: 'x', status: 'rejected' }, { key: 'y', status: 'rejected' }] });
  });
  it('takes a batch with one good element, and an empty one', () => {
    expect(nothingTaken([bad('x'), good('y')], 'zh')).toBeUndefined();
    expect(nothingTaken([], 'zh')).toBeUndefined();
  });
  it('calls what is no alarm by its device and point', () => {
    const elements: Parsed<Signal>[] = [
      { ok: true, signal: { kind: 'reading', deviceCode: 'TC-1', point: 'moment', value: 1, unit: '%', quality: 'good', at: 0 } },
      bad('b'),
      good('a'),
      { ok: true, signal: { kind: 'status', deviceCode: 'TC-1', status: 'on', at: 0 } },
    ];
    expect(signalAnswersOf(elements, [{ key: 'a', id: '1', status: 'repeat' }], 'en')).toEqual([
      { key: 'TC-1/moment', status: 'accepted' }, { key: 'b', status: 'rejected', error: expect.objectContaining({ code: 'invalid-signal' }) }, { key: 'a', id: '1', status: 'repeat' }, { key: 'TC-1', status: 'accepted' },
    ]);
    expect(noSignalTaken([bad('x')], 'zh')).toMatchObject({ code: 'invalid-signal', details: [{ path: 'level' }] });
    expect(noSignalTaken([bad('x'), bad('y')], 'zh')).toMatchObject({ code: 'invalid-batch', details: [{ key: 'x' }, { key: 'y' }] });
    expect(noSignalTaken([], 'zh') ?? noSignalTaken([bad('x'), good('y')], 'zh')).toBeUndefined();
  });
  it('rejects only the elements that name another source', () => {
    const raw = [{ key: 'a', source: 'fire-1' }, { key: 'b', source: 'fire-2' }, { key: 'c' }];
    const checked = withOwnSource([good('a'), good('b'), good('c')], raw, 'fire-1');
    expect(checked.map(({ ok }) => ok)).toEqual([true, false, true]);
    expect(checked[1]).toMatchObject({ key: 'b', faults: [{ path: 'source' }] });
    expect(withOwnSource([good('b')], { key: 'b', source: 'fire-2' }, 'fire-1')[0]?.ok).toBe(false);
  });
});
