import { addDays, dayOf } from '@one-screen/domain';
import { Aggregator } from '../support/aggregator.js';
import { until } from '../support/alarms.js';
import { throwawayDatabase } from '../support/mysql.js';
import { withMysql } from '../support/services.js';

const GRID = { code: '331082001001', name: '文化社区', kind: 'community', schematic: true, centre: { lon: 121.12, lat: 28.85 }, rings: [[[121.1, 28.8], [121.2, 28.8], [121.2, 28.9], [121.1, 28.8]]] };
const PLANT = { code: 'P-1', name: '示范化工', sector: 'industry', kind: '危化企业', gridCode: GRID.code, location: { lon: 121.12, lat: 28.85 }, risk: 'yellow' };
interface Standing {
  key: string;
  level: string;
  title: string;
  objectCode?: string;
  conditionActive: boolean;
}

/** The file of a supervised object: attributes in, changed by two people, and its certificate's last day told as an alarm until it is renewed. */
const story = (databaseUrl: () => string): void => {
  let aggregator: Aggregator;
  beforeAll(async () => {
    aggregator = await Aggregator.start({ env: { DATABASE_URL: databaseUrl() } });
  });
  afterAll(() => aggregator?.close());

  it('keeps typed attributes, lets one of two editors through, and warns of a certificate until it is renewed', async () => {
    const [admin, officer, operator] = [await aggregator.signIn('admin'), await aggregator.signIn('officer'), await aggregator.signIn('operator')];
    const today = dayOf(Date.now());
    expect((await admin.post('/api/grids', [GRID])).status).toBe(200);
    const faulty = await admin.post('/api/objects', [{ ...PLANT, attributes: { quantity: -1 } }]);
    expect([faulty.status, faulty.body.details[0].path]).toEqual([422, '[0].attributes.quantity']);
    expect((await admin.post('/api/objects', [{ ...PLANT, scale: 'above', attributes: { medium: '甲醇', keyProcess: true, safetyLicenceUntil: addDays(today, -1) } }])).status).toBe(200);

    const alarm = async (): Promise<Standing | undefined> => ((await officer.get('/api/alarms?objectCode=P-1&limit=100')).body.items as Standing[]).find(({ key }) => key.startsWith('expiry/'));
    await until(async () => (await alarm()) !== undefined);
    expect(await alarm()).toMatchObject({ level: 'orange', objectCode: 'P-1', conditionActive: true, title: `安全生产（经营）许可证已于 ${addDays(today, -1)} 到期：示范化工` });
    expect((await officer.get('/api/objects?expiring=30')).body.items.map(({ code }: { code: string }) => code)).toEqual(['P-1']);

    const change = { revision: 1, attributes: { safetyLicenceUntil: addDays(today, 365) } };
    expect((await operator.call('PATCH', '/api/objects/P-1', change)).status).toBe(403);
    const renewed = await officer.call('PATCH', '/api/objects/P-1', change);
    expect(renewed.body).toMatchObject({ revision: 2, scale: 'above', attributes: { medium: '甲醇', keyProcess: true, safetyLicenceUntil: addDays(today, 365) } });
    const late = await admin.call('PATCH', '/api/objects/P-1', { revision: 1, name: '别名' });
    expect([late.status, late.body.details.object.revision]).toEqual([409, 2]);
    await until(async () => (await alarm())?.conditionActive === false || (await alarm()) === undefined);
    expect((await officer.get('/api/objects?expiring=30')).body.items).toEqual([]);
  });
};

describe('files of objects (embedded)', () => story(() => ''));

withMysql('files of objects (MySQL)', () => {
  let database: Awaited<ReturnType<typeof throwawayDatabase>>;
  beforeAll(async () => {
    database = await throwawayDatabase();
  });
  afterAll(() => database.drop());
  story(() => database.url);
});
