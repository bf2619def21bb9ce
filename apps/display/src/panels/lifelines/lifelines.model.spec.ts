import { DEFAULT_ALARM_RULES } from '@one-screen/domain';
import { pointState } from '../../object/object.model';
import { sitesOf } from '../../readings/sites.model';
import { isOf, watchedOf } from './lifelines.model';

const NOW = Date.parse('2026-11-25T10:00:00+08:00');
const state = (deviceCode: string, point: string, value: number, unit: string, ago = 5_000) => pointState({ deviceCode, point, value, unit, quality: 'good', at: new Date(NOW - ago).toISOString(), sector: 'city', sourceId: 's' }, DEFAULT_ALARM_RULES, undefined, {}, NOW);
const sites = sitesOf([
  state('W1', 'methane', 2, '%LEL'), state('W2', 'methane', 55, '%LEL'), state('W3', 'methane', 21, '%LEL'), state('W4', 'methane', 90, '%LEL', 3_600_000), state('W5', 'methane', 12, '%LEL'),
  state('P1', 'pipe-share', 100, '%'), state('X', 'humidity', 50, '%RH'),
], new Map());

describe('the lifelines', () => {
  it('show what is over first, then what is silent, then what is nearest to its limit', () => {
    expect(watchedOf(sites, 'gas').map(({ site }) => site.code)).toEqual(['W2', 'W3', 'W4', 'W5', 'W1']);
  });

  it('keep what belongs to none of them', () => {
    expect(watchedOf(sites, 'others').map(({ site }) => site.code)).toEqual(['X']);
    expect(watchedOf(sites, 'pipes')).toHaveLength(1);
  });

  it('never count a silent point as over', () => {
    const gas = watchedOf(sites, 'gas');
    expect(gas.filter(isOf.over).map(({ site }) => site.code)).toEqual(['W2', 'W3']);
    expect(gas.filter(isOf.silent).map(({ site }) => site.code)).toEqual(['W4']);
  });
});
