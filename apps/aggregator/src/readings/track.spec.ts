import { worthKeeping } from './track.js';

const start = { at: 1_800_000_000_000, lon: 121.2, lat: 28.6, courseDeg: 350 };
const METRE = 1 / 111_320;

describe('a track keeps a place', () => {
  it('when there is none before', () => expect(worthKeeping(undefined, start)).toBe(true));
  it('not when it is the same one', () => expect(worthKeeping(start, start)).toBe(false));
  it.each([[19, false], [21, true]])('moved %p metres north: %p', (metres, keeps) => {
    expect(worthKeeping(start, { ...start, at: start.at + 1000, lat: start.lat + metres * METRE })).toBe(keeps);
  });
  it.each([[19, false], [21, true]])('moved %p metres east: %p', (metres, keeps) => {
    expect(worthKeeping(start, { ...start, at: start.at + 1000, lon: start.lon + (metres * METRE) / Math.cos((28.6 * Math.PI) / 180) })).toBe(keeps);
  });
  it.each([[4, false], [6, true], [336, false], [334, true]])('turned from 350° to %p°: %p', (courseDeg, keeps) => {
    expect(worthKeeping(start, { ...start, at: start.at + 1000, courseDeg })).toBe(keeps);
  });
  it('of no known course by its way alone', () => expect(worthKeeping(start, { ...start, at: start.at + 1000, courseDeg: undefined })).toBe(false));
  it.each([[59_999, false], [60_000, true], [-60_000, true]])('%p ms later: %p', (ms, keeps) => {
    expect(worthKeeping(start, { ...start, at: start.at + ms })).toBe(keeps);
  });
});
