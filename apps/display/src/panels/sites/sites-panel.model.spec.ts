import type { ReadingView } from '@one-screen/contracts';
import { DEFAULT_ALARM_RULES } from '@one-screen/domain';
import { pointState } from '../../object/object.model';
import { sitesOf } from '../../readings/sites.model';
import { craneOf, isOf, kindOf } from './sites-panel.model';

const NOW = Date.parse('2026-11-25T10:00:00+08:00');
const state = (deviceCode: string, point: string, value: number, unit: string, ago = 5_000) => pointState(
  { deviceCode, point, value, unit, quality: 'good', at: new Date(NOW - ago).toISOString(), sector: 'construction', sourceId: 's' } satisfies ReadingView, DEFAULT_ALARM_RULES, undefined, {}, NOW,
);
const sites = sitesOf([
  state('CRANE', 'height', 40, 'm'), state('CRANE', 'wind', 6, 'm/s'), state('CRANE', 'moment', 96, '%'), state('CRANE', 'load', 2, 't'),
  state('PIT', 'pit-share', 30, '%'), state('DUST', 'PM10', 60, 'µg/m³', 3_600_000), state('DUST', 'LA', 60, 'dB(A)', 3_600_000),
], new Map());

describe('building sites', () => {
  it('are told apart by what they measure, what is over its limit first', () => {
    expect(sites.map((site) => [site.code, kindOf(site), site.level])).toEqual([['CRANE', 'crane', 'yellow'], ['DUST', 'dust', undefined], ['PIT', 'pit', undefined]]);
  });

  it('count what is over and what is silent', () => {
    expect(sites.filter((site) => isOf('over', site)).map(({ code }) => code)).toEqual(['CRANE']);
    expect(sites.filter((site) => isOf('silent', site)).map(({ code }) => code)).toEqual(['DUST']);
  });

  it('show a crane with its moment and wind, then load before height', () => {
    const crane = sites[0] && craneOf(sites[0]);
    expect([crane?.moments[0]?.reading.value, crane?.winds[0]?.reading.value, crane?.rest.map(({ reading }) => reading.point)]).toEqual([96, 6, ['load', 'height']]);
  });
});
