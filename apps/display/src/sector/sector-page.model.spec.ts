import { alarmView } from '../live/alarm.fixture';
import { redsElsewhere, sectorTabs } from './sector-page.model';

const unsigned = [alarmView({ id: '1', sector: 'fire', level: 'red' }), alarmView({ id: '2', sector: 'fire', level: 'blue' }), alarmView({ id: '3', sector: 'city', level: 'yellow' })];

describe('the bar of sectors', () => {
  it('names all eight, each with its unsigned alarms and the gravest of them', () => {
    const tabs = sectorTabs(unsigned);
    expect(tabs.map(({ sector }) => sector)).toEqual(['road', 'marine', 'fire', 'industry', 'construction', 'tourism', 'equipment', 'city']);
    expect(tabs.find(({ sector }) => sector === 'fire')).toEqual({ sector: 'fire', unsigned: 2, level: 'red' });
    expect(tabs.find(({ sector }) => sector === 'road')).toEqual({ sector: 'road', unsigned: 0 });
  });

  it('never lets a red of another sector be overlooked', () => {
    expect(redsElsewhere(unsigned, 'city').map(({ id }) => id)).toEqual(['1']);
    expect(redsElsewhere(unsigned, 'fire')).toEqual([]);
  });
});
