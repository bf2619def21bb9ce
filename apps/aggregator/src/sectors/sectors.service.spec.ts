import type { SectorView } from '@one-screen/contracts';
import { EVERYTHING, SECTORS, type Sector } from '@one-screen/domain';
import type { AlarmsService } from '../alarms/alarms.service.js';
import type { LedgerService } from '../ledger/ledger.service.js';
import type { PushService } from '../push/push.service.js';
import type { SectorCountsRepository } from './sector-counts.repository.js';
import { SectorsService } from './sectors.service.js';
import type { SourceLinks } from './source-links.js';
import type { SourceRegistry } from './source-registry.js';

describe('the eight tiles', () => {
  let red: Partial<Record<Sector, number>>;
  let asked: Sector[];
  let pushed: SectorView[];
  let committed: (alarms: { sector: Sector }[]) => void;
  let away: boolean;
  let sectors: SectorsService;

  beforeEach(() => {
    jest.useFakeTimers();
    [red, asked, pushed, away] = [{}, [], [], false];
    const counts = {
      open: (sector: Sector) => {
        if (away) return Promise.reject(new Error('away'));
        asked.push(sector);
        return Promise.resolve({ open: { red: red[sector] ?? 0, orange: 0, yellow: 0, blue: 0 }, unsigned: red[sector] ?? 0 });
      },
      hours: () => Promise.resolve([]),
    } as unknown as SectorCountsRepository;
    sectors = new SectorsService(
      counts,
      { onChange: () => undefined } as unknown as SourceRegistry,
      { onChange: () => undefined, ofSector: () => ({ states: { connecting: 0, up: 1, silent: 0, faulty: 0, down: 0, disabled: 0 } }) } as unknown as SourceLinks,
      { objectCount: () => 7 } as unknown as LedgerService,
      { onCommitted: (listener: typeof committed) => (committed = listener) } as unknown as AlarmsService,
      { publish: (_name: string, view: SectorView) => pushed.push(view) } as unknown as PushService,
    );
    sectors.onModuleInit();
  });
  afterEach(() => {
    sectors.onApplicationShutdown();
    jest.useRealTimers();
  });

  it('counts only sectors that changed, and tells each at most every two seconds', async () => {
    for (let at = 0; at < 20; at += 1) {
      red = { fire: at + 1 };
      committed([{ sector: 'fire' }, { sector: 'fire' }]);
      await jest.advanceTimersByTimeAsync(100);
    }
    await jest.advanceTimersByTimeAsync(2000);
    expect(new Set(asked)).toEqual(new Set(['fire']));
    expect(pushed.length).toBeLessThanOrEqual(3);
    expect(pushed.at(-1)).toMatchObject({ sector: 'fire', open: { red: 20 }, unsigned: 20, objects: 7 });
  });

  it('says nothing when nothing differs', async () => {
    committed([{ sector: 'road' }]);
    await jest.advanceTimersByTimeAsync(2000);
    committed([{ sector: 'road' }]);
    await jest.advanceTimersByTimeAsync(2000);
    expect(asked).toHaveLength(2);
    expect(pushed).toHaveLength(1);
  });

  it('forgets no change while the database is away', async () => {
    away = true;
    red = { city: 3 };
    committed([{ sector: 'city' }]);
    await jest.advanceTimersByTimeAsync(5000);
    expect(pushed).toEqual([]);
    away = false;
    await jest.advanceTimersByTimeAsync(2000);
    expect(pushed.map(({ sector, open }) => [sector, open.red])).toEqual([['city', 3]]);
  });

  it('answers readers from what was just counted, in their scope', async () => {
    expect((await sectors.views(EVERYTHING)).map(({ sector }) => sector)).toEqual([...SECTORS]);
    expect((await sectors.views({ sectors: ['fire'], gridPrefix: '' })).map(({ sector }) => sector)).toEqual(['fire']);
    expect(asked).toHaveLength(8);
    await jest.advanceTimersByTimeAsync(2500);
    await Promise.all([sectors.views(EVERYTHING), sectors.views(EVERYTHING), sectors.views(EVERYTHING)]);
    expect(asked).toHaveLength(16);
  });
});
