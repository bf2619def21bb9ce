import type { Aggregator, Person } from './aggregator.js';

export const GRID = '331082001001';
export const FAR_GRID = '331082001202';
const outline = [[[121, 28], [122, 28], [122, 29], [121, 28]]];
const gridOf = (code: string, name: string) => ({ code, name, kind: 'community', centre: { lon: 121.1, lat: 28.8 }, rings: outline });

/** Two grids and the objects asked for, written by the administrator. */
export const layLedger = async (aggregator: Aggregator, objects: readonly Record<string, unknown>[]): Promise<void> => {
  const admin = await aggregator.signIn('admin');
  const grids = await admin.post('/api/grids', [gridOf(GRID, '东湖社区'), gridOf(FAR_GRID, '大田村')]);
  if (grids.status >= 300) throw new Error(`grids: ${grids.status} ${JSON.stringify(grids.body)}`);
  const written = await admin.post('/api/objects', objects.map((object) => ({ sector: 'fire', kind: '商场', gridCode: GRID, location: { lon: 121.1, lat: 28.8 }, risk: 'yellow', name: `对象${String(object['code'])}`, listedSince: '2020-01-01', ...object })));
  if (written.status >= 300) throw new Error(`objects: ${written.status} ${JSON.stringify(written.body)}`);
};

/** A new person who may handle, signed in. */
export const hire = async (aggregator: Aggregator, username: string, more: Record<string, unknown> = {}): Promise<Person> => {
  const admin = await aggregator.signIn('admin');
  const sectors = ['road', 'marine', 'fire', 'industry', 'construction', 'tourism', 'equipment', 'city'];
  const { status, body } = await admin.post('/api/users', { username, displayName: username, role: 'officer', scope: { sectors, gridPrefix: '' }, password: 'Fresh-Pass-2026', ...more });
  if (status >= 300) throw new Error(`user: ${status} ${JSON.stringify(body)}`);
  return aggregator.signIn(username, 'Fresh-Pass-2026');
};
