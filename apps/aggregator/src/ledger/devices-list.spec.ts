import { EVERYTHING } from '@one-screen/domain';
import { DevicesService } from './devices.service.js';

const START = Date.UTC(2026, 10, 25);

describe('the list of devices', () => {
  const ledger = { objectOf: (code: string) => (code === 'OBJ-1' ? { code: 'OBJ-1', name: '一号罐区', sector: 'industry', kind: '危化企业', gridCode: '331082001001', lon: 121, lat: 28 } : undefined) };
  const make = (): DevicesService => {
    const devices = new DevicesService({} as never, ledger as never, {} as never, {} as never, {} as never);
    devices.seen({ id: 'road-1', sector: 'road' }, new Map([['PLATE-1', '浙JD0001']]), START);
    devices.seen({ id: 'plant-1', sector: 'industry' }, new Map([['OBJ-1', undefined], ['GAS-7', undefined]]), START + 1000);
    return devices;
  };
  const codes = (filter: object, scope = EVERYTHING): string[] => make().list(scope, { limit: 10, ...filter }).items.map(({ code }) => code);

  it('are found by sector, by object and by their own code, within the reader’s sectors', () => {
    expect(codes({})).toEqual(['GAS-7', 'OBJ-1', 'PLATE-1']);
    expect(codes({ sector: 'industry' })).toEqual(['GAS-7', 'OBJ-1']);
    expect(codes({ objectCode: 'OBJ-1' })).toEqual(['OBJ-1']);
    expect(codes({ deviceCode: 'GAS-7' })).toEqual(['GAS-7']);
    expect(codes({ unregistered: true })).toEqual(['GAS-7', 'PLATE-1']);
    expect(codes({ sector: 'industry' }, { ...EVERYTHING, sectors: ['road'] })).toEqual([]);
  });

  it('are called by the name they gave themselves', () => {
    expect([make().nameOf('PLATE-1'), make().nameOf('GAS-7')]).toEqual(['浙JD0001', undefined]);
  });

  it('come page by page', () => {
    const first = make().list(EVERYTHING, { limit: 2 });
    expect(first.nextCursor).toBe('OBJ-1');
    expect(make().list(EVERYTHING, { limit: 2, after: first.nextCursor })).toMatchObject({ items: [{ code: 'PLATE-1' }] });
  });
});
