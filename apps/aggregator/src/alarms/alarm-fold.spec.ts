import { DEFAULT_RULES, type Alarm, type AlarmSignal } from '@one-screen/domain';
import * as fc from 'fast-check';
import { AlarmFold, type AlarmOp, type Loaded } from './alarm-fold.js';
import { signalHash, slotOf } from './alarm-identity.js';

const START = Date.UTC(2026, 10, 23);
const source = { id: 's', sector: 'city' } as const;

/** A database in memory that keeps what the fold says, so batches can be compared with single steps. */
class Store {
  head = 0;
  readonly alarms = new Map<string, { alarm: Alarm; slot: string | null }>();
  readonly known: Loaded['known'] = new Map();
  readonly clears = new Map<string, number>();
  readonly sequences: number[] = [];
  private ids = 0;

  run(ops: readonly AlarmOp[], now: number): AlarmFold {
    const bySlot = new Map([...this.alarms.values()].flatMap(({ alarm, slot }) => (slot === null ? [] : [[slot, alarm] as const])));
    const fold = new AlarmFold(
      { head: this.head, bySlot, byId: new Map([...this.alarms].map(([id, held]) => [id, { ...held }])), known: new Map(this.known), earlierClears: new Map(this.clears), windows: [] },
      DEFAULT_RULES,
      () => `a${(this.ids += 1)}`,
      () => undefined,
      now,
    );
    for (const op of ops) if (op.kind === 'signals') fold.signals(op);
    for (const held of this.alarms.values()) if (held.slot !== null && fold.releasedSlots.includes(held.slot)) held.slot = null;
    for (const { alarm, slot, was } of fold.updates) {
      // Only what differs from `was` is written, so whatever differs from the row must differ from `was`.
      const row = this.alarms.get(alarm.id);
      expect(was.alarm).toEqual(row?.alarm);
      expect(slot === row?.slot || slot !== was.slot).toBe(true);
    }
    for (const { alarm, slot } of [...fold.updates, ...fold.inserts]) this.alarms.set(alarm.id, { alarm, slot });
    for (const [slot, at] of fold.rememberedClears) this.clears.set(slot, at);
    for (const slot of fold.usedClears) this.clears.delete(slot);
    for (const [index, entry] of fold.entries.entries()) {
      this.sequences.push(this.head + index + 1);
      if (entry.signalHash) this.known.set(entry.signalHash, { subjectType: entry.subjectType, subjectId: entry.subjectId });
    }
    this.head += fold.entries.length;
    return fold;
  }
}

const message = fc.record({ key: fc.constantFrom('a', 'b'), minute: fc.integer({ min: 0, max: 90 }), cleared: fc.boolean(), level: fc.constantFrom('red', 'orange', 'yellow', 'blue') });
const toSignal = (given: { key: string; minute: number; cleared: boolean; level: string }): AlarmSignal => ({
  kind: 'alarm', key: given.key, level: given.level as AlarmSignal['level'], title: 't', occurredAt: START + given.minute * 60_000, cleared: given.cleared,
});
const op = (signals: AlarmSignal[]): AlarmOp => ({ kind: 'signals', source, signals, receivedAt: START + 95 * 60_000 });

describe('a batch of signals', () => {
  it('comes out as the same signals one by one: same alarms, same journal', () => {
    fc.assert(
      fc.property(fc.array(message, { maxLength: 40 }), (messages) => {
        const signals = messages.map(toSignal);
        const together = new Store();
        together.run([op(signals)], START);
        const single = new Store();
        for (const signal of signals) single.run([op([signal])], START);
        expect([...together.alarms.values()]).toEqual([...single.alarms.values()]);
        expect(together.sequences).toEqual(single.sequences);
      }),
    );
  });

  it('never gives two alarms of a key the same slot, and never lets a message count twice', () => {
    fc.assert(
      fc.property(fc.array(message, { maxLength: 40 }), (messages) => {
        const store = new Store();
        const signals = messages.map(toSignal);
        store.run([op(signals)], START);
        const before = store.head;
        store.run([op(signals)], START);
        expect(store.head).toBe(before);
        const slots = [...store.alarms.values()].flatMap(({ slot }) => (slot === null ? [] : [slot]));
        expect(new Set(slots).size).toBe(slots.length);
        expect(store.sequences).toEqual(store.sequences.map((_, index) => index + 1));
      }),
    );
  });
});

describe('identity of a message', () => {
  it('tells source, key, time and kind apart', () => {
    const hashes = [signalHash('a', 'b', 1, false), signalHash('a', 'b', 1, true), signalHash('a', 'b', 2, false), signalHash('ab', '', 1, false), slotOf('a', 'b'), slotOf('ab', '')];
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(hashes.every((hash) => hash.length === 22)).toBe(true);
  });
});

describe('a device that only shows that all is well', () => {
  const wellAt = (minute: number): AlarmSignal => ({ ...toSignal({ key: 'a', minute, cleared: true, level: 'orange' }), onlyIfStanding: true });
  it('ends what stands, and leaves no trace where nothing does', () => {
    const store = new Store();
    store.run([op([wellAt(1)])], START);
    expect(store.head).toBe(0);
    expect(store.clears.size).toBe(0);
    store.run([op([toSignal({ key: 'a', minute: 2, cleared: false, level: 'orange' }), wellAt(3)])], START);
    expect([...store.alarms.values()].map(({ alarm }) => [alarm.state, alarm.conditionActive])).toEqual([['raised', false]]);
    store.run([op([wellAt(4)])], START);
    expect(store.head).toBe(2);
  });
});
