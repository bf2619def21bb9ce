import type { SectorView } from '@one-screen/contracts';
import { alarmView } from '../../live/alarm.fixture';
import { isStale, sectorTiles } from './sectors.model';

const view = (over: Partial<SectorView> = {}): SectorView => ({
  sector: 'fire', open: { red: 0, orange: 0, yellow: 0, blue: 0 }, unsigned: 0, sources: { connecting: 0, up: 2, silent: 1, faulty: 0, down: 0, disabled: 4 },
  freshAt: '2026-11-23T00:00:00Z', objects: 50, spark: [1, 2], at: '2026-11-23T00:00:00Z', ...over,
});
const fire = (...args: Parameters<typeof sectorTiles>) => sectorTiles(...args).find((tile) => tile.sector === 'fire');

describe('the eight sector tiles', () => {
  it('stand in official order even when nothing is known', () => {
    expect(sectorTiles([], []).map((tile) => tile.sector)).toEqual(['road', 'marine', 'fire', 'industry', 'construction', 'tourism', 'equipment', 'city']);
  });

  it('count the alarms the screen holds, and let the gravest unsigned call', () => {
    const tile = fire([alarmView({ id: '1', level: 'blue' }), alarmView({ id: '2', level: 'red', state: 'handling' }), alarmView({ id: '3', sector: 'city', level: 'red' })], [view()]);
    expect(tile).toMatchObject({ counts: { red: 1, orange: 0, yellow: 0, blue: 1 }, open: 2, unsigned: 1, level: 'red', calling: 'blue', objects: 50, sources: { up: 2, total: 3 } });
  });

  it('are quiet without alarms', () => {
    expect(fire([], [view()])).not.toHaveProperty('calling');
  });

  it('are told as old when every source is away, not when nothing happens', () => {
    const away = fire([], [view({ sources: { connecting: 0, up: 0, silent: 1, faulty: 0, down: 0, disabled: 0 } })]);
    const quiet = fire([], [view({ freshAt: '2020-01-01T00:00:00Z' })]);
    const unknown = fire([], []);
    expect(away && isStale(away)).toBe(true);
    expect(quiet && isStale(quiet)).toBe(false);
    expect(unknown && isStale(unknown)).toBe(false);
  });
});
