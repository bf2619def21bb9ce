import fc from 'fast-check';
import { Watermark } from './watermark';

describe('the watermark of what is known', () => {
  it('moves only when nothing below is missing', () => {
    const mark = new Watermark(10);
    mark.see(12);
    expect(mark.value).toBe(10);
    mark.see(11);
    expect(mark.value).toBe(12);
  });

  it('closes gaps that are not ours to see when the journal says how far it read', () => {
    const mark = new Watermark(0);
    mark.see(5);
    mark.see(8);
    mark.reach(7);
    expect(mark.value).toBe(8);
    expect(mark.behind(9)).toBe(1);
    expect(mark.behind(3)).toBe(0);
  });

  it('never goes back, and starts over only when told', () => {
    const mark = new Watermark(9);
    mark.reach(4);
    mark.see(3);
    expect(mark.value).toBe(9);
    mark.reset();
    expect(mark.value).toBe(0);
  });

  it('equals the length of the unbroken run, whatever the order and however often each is told', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 40 })), (sequences) => {
      const mark = new Watermark(0);
      for (const sequence of sequences) mark.see(sequence);
      const known = new Set(sequences);
      let run = 0;
      while (known.has(run + 1)) run += 1;
      expect(mark.value).toBe(run);
    }));
  });
});
