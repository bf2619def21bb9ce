import { openAisInterpreter } from './ais.signals.js';

const NOW = Date.UTC(2026, 2, 1);
const BOAT = 412_345_678;
const BEACON = 970_012_345;
const at = { lon: 121.9, lat: 28.5 };

describe('what an AIS message means', () => {
  it('is a position, in km/h, under nine digits', () => {
    const [position] = openAisInterpreter().signals({ type: 18, mmsi: 12_345, lon: 121.12345678, lat: 28.5, speedKn: 12.3, courseDeg: 224 }, NOW);
    expect(position).toEqual({ kind: 'position', deviceCode: '000012345', location: { lon: 121.123457, lat: 28.5 }, speedKmh: 22.8, courseDeg: 224, at: NOW });
  });

  it('is nothing when the place is not known', () => {
    expect(openAisInterpreter().signals({ type: 18, mmsi: BOAT, lon: 121 }, NOW)).toEqual([]);
  });

  it('of static data is a status, and later positions carry the name', () => {
    const ships = openAisInterpreter();
    expect(ships.signals({ type: 5, mmsi: BOAT, name: 'ZHE LIN YU 123', callsign: 'BXYZ', shipType: 30, destination: 'TAIZHOU', draught: 3.2, toBow: 20, toStern: 10, toPort: 3, toStarboard: 4, etaMonth: 5, etaDay: 15, etaHour: 14 }, NOW)).toEqual([{
      kind: 'status', deviceCode: '412345678', status: 'static', name: 'ZHE LIN YU 123', at: NOW,
      detail: { callsign: 'BXYZ', shipType: '渔船', shipTypeCode: 30, length: 30, width: 7, destination: 'TAIZHOU', draught: 3.2, eta: '05-15 14:00' },
    }]);
    expect(ships.signals({ type: 18, mmsi: BOAT, ...at }, NOW)).toMatchObject([{ kind: 'position', name: 'ZHE LIN YU 123' }]);
  });

  it('of class B comes in halves, or with its position', () => {
    const ships = openAisInterpreter();
    expect(ships.signals({ type: 24, part: 'A', mmsi: BOAT, name: 'A BOAT' }, NOW)).toEqual([{ kind: 'status', deviceCode: '412345678', status: 'static', name: 'A BOAT', at: NOW }]);
    expect(ships.signals({ type: 24, part: 'B', mmsi: BOAT, callsign: 'BABC', shipType: 37 }, NOW)).toMatchObject([{ name: 'A BOAT', detail: { callsign: 'BABC', shipType: '游艇' } }]);
    expect(ships.signals({ type: 19, mmsi: BOAT, ...at, name: 'NEW NAME', shipType: 71 }, NOW)).toMatchObject([{ kind: 'position', name: 'NEW NAME' }, { kind: 'status', name: 'NEW NAME', detail: { shipType: '货船' } }]);
  });

  it('of an ordinary ship’s text is a message', () => {
    expect(openAisInterpreter().signals({ type: 14, mmsi: BOAT, text: 'NET ADRIFT' }, NOW)).toEqual([{ kind: 'message', deviceCode: '412345678', text: 'NET ADRIFT', at: NOW }]);
  });
});

describe('distress on AIS', () => {
  it.each([[970, 'SART ACTIVE', 'AIS-SART 搜救应答器'], [972, 'MOB ACTIVE', 'MOB 人员落水示位标'], [974, 'EPIRB ACTIVE', 'EPIRB-AIS 应急示位标']])('by a device of %i raises a red alarm, told again when it is known where', (prefix, text, device) => {
    const ships = openAisInterpreter();
    const mmsi = prefix * 1_000_000 + 1;
    const key = `${prefix}000001/sos`;
    expect(ships.signals({ type: 14, mmsi, text }, NOW)).toEqual([{ kind: 'alarm', key, level: 'red', title: 'AIS 遇险信号', deviceCode: `${prefix}000001`, occurredAt: NOW, cleared: false, detail: { device, text } }]);
    expect(ships.signals({ type: 1, mmsi, status: 14, ...at }, NOW + 1000)).toMatchObject([{ kind: 'position' }, { kind: 'alarm', key, occurredAt: NOW, location: at }]);
    expect(ships.signals({ type: 1, mmsi, status: 14, ...at }, NOW + 2000)).toMatchObject([{ kind: 'position' }]);
  });

  it('by a position alone raises it as well', () => {
    expect(openAisInterpreter().signals({ type: 1, mmsi: BEACON, status: 14, ...at }, NOW)).toMatchObject([{ kind: 'position' }, { kind: 'alarm', level: 'red', location: at }]);
    expect(openAisInterpreter().signals({ type: 3, mmsi: BEACON, status: 0 }, NOW)).toMatchObject([{ kind: 'alarm', cleared: false }]);
  });

  it('that is only a test raises nothing', () => {
    const ships = openAisInterpreter();
    expect(ships.signals({ type: 14, mmsi: BEACON, text: 'SART TEST' }, NOW)).toEqual([{ kind: 'message', deviceCode: '970012345', text: 'SART TEST', at: NOW }]);
    expect(ships.signals({ type: 1, mmsi: BEACON, ...at }, NOW)).toMatchObject([{ kind: 'position' }]);
  });

  it('by a ship’s status raises it once and clears it once', () => {
    const ships = openAisInterpreter();
    const alarms = (status: number | undefined, seconds: number) => ships.signals({ type: 1, mmsi: BOAT, status, ...at }, NOW + seconds * 1000).filter(({ kind }) => kind === 'alarm');
    // What stood before we started is not known: the first report clears, the following do not.
    expect(alarms(0, 0)).toMatchObject([{ key: '412345678/sos', cleared: true }]);
    expect(alarms(0, 10)).toEqual([]);
    expect(alarms(14, 20)).toMatchObject([{ key: '412345678/sos', level: 'red', cleared: false, occurredAt: NOW + 20_000, location: at }]);
    expect(alarms(14, 30)).toEqual([]);
    expect(alarms(undefined, 35)).toEqual([]);
    expect(alarms(0, 40)).toMatchObject([{ cleared: true, occurredAt: NOW + 40_000 }]);
    expect(alarms(5, 50)).toEqual([]);
  });

  it('that goes on is told again after ten minutes, and after ten of silence is a new one', () => {
    const ships = openAisInterpreter();
    const heard = (minute: number) => ships.signals({ type: 14, mmsi: BEACON, text: 'SART ACTIVE' }, NOW + minute * 60_000);
    expect([0, 5, 9].map((minute) => heard(minute).length)).toEqual([1, 0, 0]);
    expect(heard(10)).toMatchObject([{ occurredAt: NOW }]);
    expect(heard(30)).toMatchObject([{ occurredAt: NOW + 30 * 60_000 }]);
  });
});
