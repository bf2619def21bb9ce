import type { ObjectView, PositionView } from '@one-screen/contracts';
import { alarmView } from '../../live/alarm.fixture';
import { inOrder, isOf, nameOf, stormWarnings, vesselsOf } from './vessels.model';

const pier: ObjectView = { code: 'P', name: '灵江文化渡口1号', sector: 'marine', kind: '渡口', gridCode: '331082001001', location: { lon: 121.1, lat: 28.8 }, risk: 'blue' };
const boat: ObjectView = { ...pier, code: 'V', name: '示范渔90001', kind: '渔船', responsible: '王*', responsiblePhone: '139****0001' };
const objects = new Map([pier, boat].map((one) => [one.code, one]));
const at = (deviceCode: string, over: Partial<PositionView> = {}): PositionView => ({ deviceCode, sector: 'marine', lon: 121.1, lat: 28.8, speedKmh: 0, at: '2026-11-25T10:00:00+08:00', stale: false, ...over });

describe('vessels', () => {
  const vessels = vesselsOf([at('moored'), at('passing', { speedKmh: 12 }), at('anchored', { lon: 121.2, objectCode: 'V' }), at('silent', { lon: 121.3, stale: true }), at('lorry', { sector: 'road' }), at('970331082')], objects);
  const codes = (list: typeof vessels): string[] => list.map(({ position }) => position.deviceCode);

  it('are in port only at rest by a known berth; all others count as at sea, but no beacon does', () => {
    expect(codes(vessels.filter(isOf.port))).toEqual(['moored']);
    expect(vessels[0]?.berth).toBe('灵江文化渡口1号');
    expect(codes(vessels.filter(isOf.sea))).toEqual(['passing', 'anchored', 'silent']);
  });

  it('to be recalled include those not heard of, with whom to call', () => {
    expect(codes(vessels.filter(isOf.recall))).toContain('silent');
    expect(vessels.find(({ position }) => position.deviceCode === 'anchored')?.object?.responsiblePhone).toBe('139****0001');
  });

  it('are listed with the silent at sea first', () => {
    expect(codes(inOrder(vessels))).toEqual(['silent', 'anchored', 'passing', 'moored']);
  });

  it('are listed with those first for whom somebody can be called, each in the order of the name shown', () => {
    const other: ObjectView = { ...boat, code: 'W', name: '示范渔90000' };
    const away = { lon: 121.4, speedKmh: 9 };
    const list = vesselsOf([at('1', { ...away, name: 'AAA' }), at('2', { ...away, name: 'ZZZ', objectCode: 'W' }), at('3', { ...away, name: 'BBB', objectCode: 'V' })], new Map([...objects, ['W', other]]));
    expect(inOrder(list).map(nameOf)).toEqual(['示范渔90000', '示范渔90001', 'AAA']);
  });
});

describe('the warnings that call vessels home', () => {
  it('are of wind and sea, not of heat or rain', () => {
    const titles = ['台风橙色预警', '暴雨黄色预警', '大风蓝色预警', '高温橙色预警', '海浪黄色警报', 'Typhoon warning'];
    expect(stormWarnings(titles.map((title, index) => alarmView({ id: String(index), title }))).map(({ title }) => title)).toEqual(['台风橙色预警', '大风蓝色预警', '海浪黄色警报', 'Typhoon warning']);
  });
});
