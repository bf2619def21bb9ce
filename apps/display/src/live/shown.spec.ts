import { newlyShown } from './shown-rows';

describe('what a screen confirms as shown', () => {
  it('is the first sight of an alarm and every change of its level, nothing else', () => {
    const told = new Map([['a', 'yellow'], ['b', 'yellow']]);
    const rows = [{ id: 'a', revision: 7, level: 'yellow' }, { id: 'b', revision: 3, level: 'red' }, { id: 'c', revision: 1, level: 'blue' }];
    expect(newlyShown(rows, told).map((row) => row.id)).toEqual(['b', 'c']);
  });

  it('confirms an alarm once though it stands in the stream and in the banner', () => {
    const twice = [{ id: 'a', revision: 1, level: 'red' }, { id: 'a', revision: 1, level: 'red' }];
    expect(newlyShown(twice, new Map())).toHaveLength(1);
  });
});
