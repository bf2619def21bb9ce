import type { AlarmLoadView } from '@one-screen/contracts';
import { loadFigures, loadGrade } from './load.model';

const sample = (perOfficer10: number, flood = false): AlarmLoadView => ({ at: '2026-11-23T00:00:00Z', raised10: perOfficer10 * 2, officers: 2, perOfficer10, flood, chattering: 0, standing: 0, unsigned: 0 });

describe('alarm load after EEMUA 191', () => {
  it.each([[0, 'acceptable'], [2, 'acceptable'], [2.1, 'manageable'], [5.1, 'over-demanding'], [10, 'flood']])('%d per officer in ten minutes is %s', (load, grade) => {
    expect(loadGrade(load, false)).toBe(grade);
  });

  it('stays a flood while the server says so, though the figure has come down', () => {
    expect(loadGrade(6, true)).toBe('flood');
  });

  it('has no figures before the first sample', () => {
    expect(loadFigures([])).toBeUndefined();
  });

  it('shows the newest sample, the last two hours, and a scale that holds the flood line', () => {
    const samples = [...Array.from({ length: 130 }, () => sample(1)), sample(4)];
    const figures = loadFigures(samples);
    expect(figures?.now.perOfficer10).toBe(4);
    expect(figures?.trend).toHaveLength(120);
    expect(figures?.top).toBeGreaterThan(10);
    expect(loadFigures([sample(60)])?.top).toBe(60);
  });
});
