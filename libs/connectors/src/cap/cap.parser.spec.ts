import type { AlarmSignal } from '@one-screen/domain';
import { parseCap, type CapOptions } from './cap.parser.js';

const info = (more = '', severity = 'Severe') => `<info><category>Rescue</category><event>Child Abduction</event><urgency>Immediate</urgency><severity>${severity}</severity><certainty>Likely</certainty>${more}</info>`;
interface Message { identifier?: string; sent?: string; status?: string; msgType?: string; scope?: string; references?: string; body?: string; version?: string }
const cap = ({ identifier = 'KAR0-0306112239-SW', sent = '2003-06-11T22:39:00-07:00', status = 'Actual', msgType = 'Alert', scope = '<scope>Public</scope>', references = '', body = info(), version = '1.2' }: Message = {}) =>
  `<?xml version="1.0" encoding="UTF-8"?><alert xmlns="urn:oasis:names:tc:emergency:cap:${version}"><identifier>${identifier}</identifier><sender>KARO@CLETS.DOJ.CA.GOV</sender><sent>${sent}</sent><status>${status}</status><msgType>${msgType}</msgType>${scope}${references}${body}</alert>`;

const signals = (xml: string, options?: CapOptions): AlarmSignal[] => parseCap(xml, options).signals.map((each) => {
  if (!each.ok) throw new Error(JSON.stringify(each.faults));
  return each.signal;
});
const faults = (xml: string): string[] => parseCap(xml).signals.flatMap((each) => (each.ok ? [] : each.faults.map(({ path }) => path)));

const KEY = 'KARO@CLETS.DOJ.CA.GOV,KAR0-0306112239-SW';
const SENT = Date.UTC(2003, 5, 12, 5, 39);

describe('OASIS CAP', () => {
  it('raises an Actual alert under sender and identifier', () => {
    const area = '<area><areaDesc>Los Angeles County</areaDesc><geocode><valueName>SAME</valueName><value>006037</value></geocode></area>';
    const [signal, ...rest] = signals(cap({ body: info(`<headline>Amber Alert in Los Angeles County</headline><description>DATE/TIME: 06/11/03 &amp; later</description><eventCode><valueName>SAME</valueName><value>CAE</value></eventCode>${area}`) }), { sector: 'city' });
    expect(rest).toEqual([]);
    expect(signal).toEqual({
      kind: 'alarm', key: KEY, sector: 'city', level: 'orange', title: 'Amber Alert in Los Angeles County', occurredAt: SENT, cleared: false, expiresAt: SENT + 24 * 3_600_000,
      detail: { event: 'Child Abduction', category: 'Rescue', urgency: 'Immediate', severity: 'Severe', certainty: 'Likely', areaDesc: 'Los Angeles County', geocode: 'SAME=006037', description: 'DATE/TIME: 06/11/03 & later' },
    });
  });

  it('reads version 1.1 and prefixed names the same way', () => {
    expect(signals(cap({ version: '1.1' }))[0]?.key).toBe(KEY);
    expect(signals(cap().replace(/<(\/?)(?=[a-z])/gi, '<$1cap:').replace('xmlns=', 'xmlns:cap='))[0]?.key).toBe(KEY);
  });

  it.each([['Extreme', 'red'], ['Severe', 'orange'], ['Moderate', 'yellow'], ['Minor', 'blue'], ['Unknown', 'blue']])('takes severity %s as %s', (severity, level) => {
    expect(signals(cap({ body: info('', severity) }))[0]?.level).toBe(level);
  });

  it('prefers the Chinese block, then any Chinese, then the first', () => {
    const block = (language: string) => info(`<language>${language}</language><headline>${language}</headline>`);
    expect(signals(cap({ body: block('en-US') + block('zh-TW') + block('zh-CN') }))[0]?.title).toBe('zh-CN');
    expect(signals(cap({ body: block('en-US') + block('zh-TW') }))[0]?.title).toBe('zh-TW');
    expect(signals(cap({ body: block('en-US') + block('es-US') }))[0]?.title).toBe('en-US');
    expect(signals(cap({ body: block('en-US') + block('es-US') }), { language: 'es-US' })[0]?.title).toBe('es-US');
  });

  it('lets the gravest of several blocks in one language speak, with all their areas', () => {
    const ring = (lat: number) => `<area><areaDesc>A${lat}</areaDesc><polygon>${lat},120 ${lat + 1},120 ${lat + 1},121 ${lat},120</polygon></area>`;
    const [signal] = signals(cap({ body: info(`<headline>minor</headline>${ring(28)}`, 'Minor') + info(`<headline>extreme</headline>${ring(30)}`, 'Extreme') }));
    expect(signal).toMatchObject({ level: 'red', title: 'extreme' });
    expect(signal?.area).toHaveLength(2);
  });

  it('ends what an Update refers to at the time it was sent, then raises itself', () => {
    const references = '<references>KARO@CLETS.DOJ.CA.GOV,KAR0-0306112239-SW,2003-06-11T22:39:00-07:00 other@x,ID-2,2003-06-11T22:40:00-07:00</references>';
    const sent = '2003-06-11T23:00:00-07:00';
    const found = signals(cap({ identifier: 'NEXT', msgType: 'Update', references, sent }));
    expect(found.map(({ key, cleared }) => [key, cleared])).toEqual([[KEY, true], ['other@x,ID-2', true], ['KARO@CLETS.DOJ.CA.GOV,NEXT', false]]);
    expect(new Set(found.map(({ occurredAt }) => occurredAt))).toEqual(new Set([Date.parse(sent)]));
  });

  it('refreshes, and does not end, a warning whose Update refers to itself', () => {
    const references = '<references>KARO@CLETS.DOJ.CA.GOV,KAR0-0306112239-SW,2003-06-11T22:39:00-07:00</references>';
    expect(signals(cap({ msgType: 'Update', references })).map(({ cleared }) => cleared)).toEqual([false]);
  });

  it('ends what a Cancel refers to, even without an info block, under the key it was raised with', () => {
    const references = '<references>KARO@CLETS.DOJ.CA.GOV,KAR0-0306112239-SW,2003-06-11T22:39:00-07:00</references>';
    expect(signals(cap({ identifier: 'END', msgType: 'Cancel', references, body: '' }))).toMatchObject([{ key: signals(cap())[0]?.key, cleared: true }]);
  });

  it('takes an Update that says all clear as an end only', () => {
    const references = '<references>KARO@CLETS.DOJ.CA.GOV,KAR0-0306112239-SW,2003-06-11T22:39:00-07:00</references>';
    expect(signals(cap({ identifier: 'END', msgType: 'Update', references, body: info('<responseType>AllClear</responseType>') })).map(({ cleared }) => cleared)).toEqual([true]);
  });

  it.each([['Exercise', 'Alert'], ['System', 'Alert'], ['Test', 'Alert'], ['Draft', 'Alert'], ['Actual', 'Ack'], ['Actual', 'Error']])('keeps %s %s off the screen and says why', (status, msgType) => {
    const result = parseCap(cap({ status, msgType }));
    expect(result.signals).toEqual([]);
    expect(result.ignored?.text.zh).toMatch(/不上屏/);
  });

  it('keeps its expiry, or the default of its source', () => {
    expect(signals(cap({ body: info('<expires>2003-06-12T00:00:00-00:00</expires>') }))[0]?.expiresAt).toBe(Date.UTC(2003, 5, 12));
    expect(signals(cap(), { defaultExpiryMs: 60_000 })[0]?.expiresAt).toBe(SENT + 60_000);
  });

  it('does not decode what stands in CDATA, and decodes entities once', () => {
    const [signal] = signals(cap({ body: info('<headline>&amp;lt;b&#x4E2D;&#0;</headline><description><![CDATA[a &amp; <b>]]></description>') }));
    expect(signal?.title).toBe('&lt;b中');
    expect(signal?.detail).toMatchObject({ description: 'a &amp; <b>' });
  });

  it.each<[string, string[]]>([
    [cap({ scope: '' }), ['scope']],
    [cap({ body: '' }), ['info']],
    [cap({ status: 'Real' }), ['status']],
    [cap({ sent: '2010-08-30T12:00:00Z' }), ['sent']],
    [cap({ sent: '2010-02-30T12:00:00+08:00' }), ['sent']],
    [cap({ identifier: 'a b' }), ['identifier']],
    [cap({ identifier: '' }), ['identifier']],
    [cap({ msgType: 'Update', references: '<references/>' }), ['references']],
    [cap({ msgType: 'Cancel', references: '<references>bare-identifier</references>' }), ['references']],
    [cap({ body: '<info><category>Met</category><event>Flood Warning</event><urgency></urgency><severity></severity><certainty></certainty></info>' }), ['info[0].urgency', 'info[0].certainty', 'info[0].severity']],
    [cap({ body: info('<area><areaDesc>A</areaDesc><polygon>1,2 3,4 5,6 7,8</polygon></area>') }), ['info[0].area[0].polygon[0]']],
    [cap({ body: info('<area><areaDesc>A</areaDesc><polygon>41.12,-117.61 40.85,-118.09, 41.12,-117.61</polygon></area>') }), ['info[0].area[0].polygon[0]']],
    [cap({ body: info('<area><areaDesc>A</areaDesc><circle>99,2 1</circle></area>') }), ['info[0].area[0].circle[0]']],
    [cap({ body: info('<area><polygon>1,2 3,4 5,6 1,2</polygon></area>') }), ['info[0].area[0].areaDesc']],
    [cap({ body: info('<event>Twice</event>') }), ['info[0].event']],
    [cap().replace('<scope>Public</scope>', '<scope>Public</scope><restriction>x</restriction>'), ['restriction']],
  ])('tells each fault by its path (%#)', (xml, paths) => {
    expect(faults(xml)).toEqual(paths);
  });
});
