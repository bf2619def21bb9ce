import { parseCap } from './cap.parser.js';

interface Message { msgType?: string; severity?: string; references?: string; geocode?: string; sendTime?: string; area?: string }
const national = ({ msgType = 'Update', severity = 'Blue', references = '41000041600000_20200204121842', geocode = '410000000000', sendTime = '2020-02-05 10:45:00+08:00', area = '' }: Message = {}) => `<?xml version="1.0" encoding="UTF-8"?>
<alert><identifier>41000041600000_20200205105119</identifier><sender>河南省气象局</sender><senderCode>41000041600000</senderCode><sendTime>${sendTime}</sendTime><status>Actual</status><msgType>${msgType}</msgType>
<scope>Public</scope><code><method><methodName>SMS</methodName><message/><audienceGrp/><audienceprt/></method></code><secClassification>None</secClassification><note/><references>${references}</references>
<info><language>zh-CN</language><eventType>11B06</eventType><urgency>Unknown</urgency><severity>${severity}</severity><certainty>Unknown</certainty><effective>2020-02-05 10:45:00+08:00</effective><onset/><expires/>
<headline>河南省气象局发布大风蓝色预警[IV级/一般]</headline><description>预计大风</description><instruction/><area><areaDesc>河南省</areaDesc>${area}<geocode>${geocode}</geocode></area></info></alert>`;

describe('the Chinese national warning XML', () => {
  it('ends the warning it updates, then raises its own, in its colour', () => {
    const { signals } = parseCap(national(), { sector: 'city' });
    expect(signals).toMatchObject([
      { ok: true, signal: { key: '41000041600000_20200204121842', cleared: true, occurredAt: Date.UTC(2020, 1, 5, 2, 45) } },
      { ok: true, signal: { key: '41000041600000_20200205105119', cleared: false, level: 'blue', sector: 'city', title: '河南省气象局发布大风蓝色预警[IV级/一般]', expiresAt: Date.UTC(2020, 1, 6, 2, 45), detail: { event: '11B06', areaDesc: '河南省', senderName: '河南省气象局' } } },
    ]);
  });

  it.each([['Red', 'red'], ['Orange', 'orange'], ['Yellow', 'yellow'], ['Blue', 'blue'], ['Unknown', 'blue']])('takes %s as %s', (severity, level) => {
    expect(parseCap(national({ msgType: 'Alert', severity })).signals).toMatchObject([{ signal: { level } }]);
  });

  it('cancels under the key the warning was raised with', () => {
    const raised = parseCap(national({ msgType: 'Alert' })).signals[0];
    const key = raised?.ok ? raised.signal.key : '';
    expect(parseCap(national({ msgType: 'Cancel', references: key })).signals).toMatchObject([{ signal: { key, cleared: true } }]);
  });

  it.each([
    ['331082000000', '331082'], ['331082001000', '331082001'], ['331082001003', '331082001003'], ['331082001000,331082002000', '331082'], ['331082001000，331082001003', '331082001'],
    ['330000000000', undefined], ['331000000000', undefined], ['331082000000,331083000000', undefined], ['331082000000,330000000000', undefined], ['', undefined], ['006037', undefined],
  ])('places geocode %s in grid %s', (geocode, gridCode) => {
    const [parsed] = parseCap(national({ msgType: 'Alert', geocode })).signals;
    expect(parsed?.ok && parsed.signal.gridCode).toBe(gridCode);
  });

  it('is read in the encoding it declares', () => {
    // 预警 in GBK.
    const [head = '', tail = ''] = national({ msgType: 'Alert' }).replace(/[^\u0020-\u007f]/g, '').replace('UTF-8', 'GBK').replace(/<headline>.*<\/headline>/, '<headline>@</headline>').split('@');
    const { signals } = parseCap(Buffer.concat([Buffer.from(head), Buffer.from([0xd4, 0xa4, 0xbe, 0xaf]), Buffer.from(tail)]));
    expect(signals).toMatchObject([{ signal: { title: '预警' } }]);
  });

  it('tells each fault by its path', () => {
    const { signals } = parseCap(national({ severity: 'Severe', sendTime: '2020-02-31 10:45:00+08:00', references: '' }));
    expect(signals).toMatchObject([{ ok: false, key: '41000041600000_20200205105119', faults: [{ path: 'sendTime' }, { path: 'references' }, { path: 'info[0].severity' }] }]);
  });
});
