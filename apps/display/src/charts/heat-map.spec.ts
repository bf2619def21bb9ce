import { shadesOf } from './heat-map';

describe('shades of a heat map', () => {
  it('go from nothing to the busiest by the root', () => expect(shadesOf([[0, 4], [16, 1]])).toEqual([[0, 0.5], [1, 0.25]]));
  it('are blank when nothing happened', () => expect(shadesOf([[0, 0]])).toEqual([[0, 0]]));
});
