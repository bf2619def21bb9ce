import fc from 'fast-check';
import { planSlots, type SlotSeen } from './slot-share.js';

const seen = (...held: SlotSeen['held'][]): SlotSeen[] => held.map((each, index) => ({ name: `s${index + 1}`, held: each }));

describe('the share of the slots', () => {
  it('of an instance alone is all of them', () => {
    expect(planSlots(seen('free', 'free', 'free', 'free'), 1)).toEqual({ take: ['s1', 's2', 's3', 's4'], give: [] });
  });
  it('shrinks when another comes: the surplus is given back', () => {
    expect(planSlots(seen('ours', 'ours', 'ours', 'ours'), 2)).toEqual({ take: [], give: ['s3', 's4'] });
    expect(planSlots(seen('ours', 'ours', 'ours', 'ours'), 3)).toEqual({ take: [], give: ['s3', 's4'] });
  });
  it('does not count what is being given back already', () => {
    expect(planSlots(seen('ours', 'ours', 'leaving', 'leaving'), 2)).toEqual({ take: [], give: [] });
  });
  it('grows by what is free when another went', () => {
    expect(planSlots(seen('ours', 'ours', 'free', 'free'), 1)).toEqual({ take: ['s3', 's4'], give: [] });
  });
  it('leaves others theirs', () => {
    expect(planSlots(seen('others', 'others', 'free', 'others'), 2)).toEqual({ take: ['s3'], give: [] });
  });

  it('covers every slot, whoever looks first, and then stays as it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 16 }), fc.integer({ min: 1, max: 8 }), fc.array(fc.nat(7), { maxLength: 40 }), (count, live, looks) => {
        // All belong to the first instance; then each looks in any order, and at last everyone twice.
        const holders: (number | undefined)[] = Array.from({ length: count }, () => 0);
        const look = (me: number) => {
          const { take, give } = planSlots(holders.map((holder, index) => ({ name: String(index), held: holder === undefined ? 'free' : holder === me ? 'ours' : 'others' })), live);
          for (const name of take) holders[Number(name)] = me;
          for (const name of give) holders[Number(name)] = undefined;
          return take.length + give.length;
        };
        const everyone = Array.from({ length: live }, (_, index) => index);
        for (const who of [...looks.map((each) => each % live), ...everyone, ...everyone]) look(who);
        expect(holders).not.toContain(undefined);
        for (const me of everyone) expect(holders.filter((holder) => holder === me).length).toBeLessThanOrEqual(Math.ceil(count / live));
        expect(everyone.map(look)).toEqual(everyone.map(() => 0));
      }),
    );
  });
});
