import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Aggregator, type Person } from '../support/aggregator.js';
import { throwawayDatabase } from '../support/mysql.js';
import { withMysql } from '../support/services.js';
import { importFile, rowsIn, workbook, XLSX } from '../support/sheets.js';

const HEADINGS = ['风险等级', '编码', '名称', '领域', '类型', '网格码', '经度', '纬度', '地址', '核定承载量', '下次检验日期'];
const GRID = ['331082001001', '示范社区', '社区', '是', 121.12, 28.85, '[[[121.1,28.8],[121.2,28.8],[121.2,28.9],[121.1,28.8]]]'];
type Cells = (string | number | undefined)[];
const row = (code: string, over: Record<number, string | number> = {}): Cells => Object.assign(['黄', code, `示范单位${code}`, '消防', '重点单位', '331082001001', 121.12, 28.85, '=紫阳街"1"号', 120, '2026-12-25'], over);

/** Files in and out of the ledger: 导入、导出. */
const story = (databaseUrl: () => string): void => {
  let aggregator: Aggregator;
  let admin: Person;
  let folder: string;
  let headers: Record<string, string>;
  const take = (rows: Cells[], query = '') => workbook([HEADINGS, ...rows]).then((bytes) => importFile(aggregator.url, 'objects', bytes, headers, query));
  const codes = async (): Promise<string[]> => ((await admin.get('/api/objects?limit=1000')).body.items as { code: string }[]).map(({ code }) => code);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ledger-files-'));
    aggregator = await Aggregator.start({ env: databaseUrl() ? { DATABASE_URL: databaseUrl() } : {} });
    admin = await aggregator.signIn('admin');
    headers = { cookie: admin.cookie, origin: aggregator.url, 'x-file-name': encodeURIComponent('监管对象.xlsx') };
  }, 400_000);
  afterAll(async () => {
    await aggregator?.close();
    rmSync(folder, { recursive: true });
  });

  it('takes grids as a table, and tells an outline that is not closed', async () => {
    const headings = ['网格码', '名称', '类型', '是否示意', '中心经度', '中心纬度', '轮廓'];
    const open = await importFile(aggregator.url, 'grids', await workbook([headings, [...GRID.slice(0, 6), '[[[121.1,28.8],[121.2,28.8],[121.2,28.9],[121.1,28.7]]]']]), headers);
    expect(open).toMatchObject({ state: 'refused', faults: [{ row: 2, column: 'G', header: '轮廓', message: '轮廓未闭合' }] });
    expect(await importFile(aggregator.url, 'grids', await workbook([headings, GRID]), headers)).toMatchObject({ state: 'done', inserted: 1 });
    expect((await admin.get('/api/grids/331082001001')).body).toMatchObject({ name: '示范社区', schematic: true });
  });

  it('only checks when asked to, and writes nothing', async () => {
    expect(await take([row('D-1'), row('D-2', { 6: 999 })], 'dryRun=1')).toMatchObject({ state: 'checked', dryRun: true, rowsRead: 2, rowsGood: 1, rowsBad: 1, inserted: 1, faults: [{ row: 3, column: 'G', header: '经度', value: '999', message: '不能大于 180' }] });
    expect(await codes()).toEqual([]);
  });

  it('writes a file with a bad row not at all, or without that row, as one chooses', async () => {
    const rows = [row('A-1'), row('A-2', { 5: '331082001999' }), row('A-3', { 0: '紫', 7: 'x' }), row('A-1')];
    const stopped = await take(rows);
    expect(stopped).toMatchObject({ state: 'refused', rowsRead: 4, rowsBad: 3, faultCount: 4, inserted: 0, problem: { code: 'bad-rows' } });
    expect(stopped.faults.map(({ row: at, column, header }) => [at, column, header])).toEqual([[3, 'F', '网格码'], [4, 'A', '风险等级'], [4, 'H', '纬度'], [5, 'B', '编码']]);
    expect(await codes()).toEqual([]);
    expect(await take(rows, 'onError=skip')).toMatchObject({ state: 'done', inserted: 1, rowsBad: 3 });
    expect(await codes()).toEqual(['A-1']);
    const report = await fetch(`${aggregator.url}/api/imports/${stopped.id}/faults.xlsx`, { headers });
    expect((await rowsIn(await report.arrayBuffer(), join(folder, 'faults.xlsx'))).map((cells) => cells.slice(0, 3))).toEqual([['行', '列', '列名'], [3, 'F', '网格码'], [4, 'A', '风险等级'], [4, 'H', '纬度'], [5, 'B', '编码']]);
  });

  it('changes nothing the second time, and what went out as a file comes in again unchanged', async () => {
    expect(await take([row('A-1'), row('A-2')])).toMatchObject({ state: 'done', inserted: 1, unchanged: 1 });
    const written = async () => ((await admin.get('/api/journal?after=0&limit=1000')).body.items as { kind: string }[]).filter(({ kind }) => kind.startsWith('ledger.')).length;
    const before = await written();
    expect(await take([row('A-1'), row('A-2')])).toMatchObject({ state: 'done', inserted: 0, updated: 0, unchanged: 2 });
    for (const format of ['xlsx', 'csv']) {
      const answer = await fetch(`${aggregator.url}/api/exports/objects?format=${format}`, { headers });
      expect(decodeURIComponent(answer.headers.get('content-disposition') ?? '')).toMatch(new RegExp(`监管对象-\\d{8}\\.${format}$`));
      const bytes = Buffer.from(await answer.arrayBuffer());
      if (format === 'csv') expect(bytes.toString()).toContain(`"'=紫阳街""1""号"`);
      expect(await importFile(aggregator.url, 'objects', bytes, { ...headers, 'content-type': format === 'csv' ? 'text/csv' : XLSX })).toMatchObject({ state: 'done', rowsRead: 2, unchanged: 2, unknownHeaders: [] });
    }
    expect(await written()).toBe(before);
    const filtered = await fetch(`${aggregator.url}/api/exports/objects?q=A-2`, { headers });
    expect(await rowsIn(await filtered.arrayBuffer(), join(folder, 'filtered.xlsx'))).toHaveLength(2);
    expect((await admin.get('/api/exports/objects?colour=red')).status).toBe(422);
  });

  it('leaves what a file does not have a column for as it is, and clears what it leaves empty', async () => {
    const bytes = await workbook([HEADINGS.slice(0, 9), row('A-1', { 2: '新名称', 8: '' }).slice(0, 9)]);
    expect(await importFile(aggregator.url, 'objects', bytes, headers)).toMatchObject({ state: 'done', updated: 1 });
    const { body } = await admin.get('/api/objects/A-1');
    expect(body).toMatchObject({ name: '新名称', capacity: 120, inspectionDue: '2026-12-25' });
    expect(body).not.toHaveProperty('address');
  });

  it('refuses at the door what is no file to take: a gibibyte, a bomb, a wrong type, an unknown ledger, and who may not', async () => {
    const declared = await new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
      const asked = request(`${aggregator.url}/api/imports/objects`, { method: 'POST', headers: { ...headers, 'content-type': XLSX, 'content-length': 1024 ** 3 } }, (answer) => {
        let body = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => (body += chunk)).on('end', () => resolve({ status: answer.statusCode, body }));
      });
      asked.on('error', reject);
      asked.write('PK');
    });
    expect(declared).toMatchObject({ status: 413, body: expect.stringContaining('upload-too-large') });
    await expect(importFile(aggregator.url, 'objects', 'not a workbook', headers)).rejects.toMatchObject({ status: 422, body: { code: 'file-type-mismatch' } });
    await expect(importFile(aggregator.url, 'objects', (await workbook([HEADINGS])).subarray(0, 900), headers)).rejects.toMatchObject({ status: 422, body: { code: 'xlsx-broken' } });
    await expect(importFile(aggregator.url, 'nothing', await workbook([HEADINGS]), headers)).rejects.toMatchObject({ status: 404 });
    const bomb = await workbook([[...HEADINGS], ...Array.from({ length: 600 }, () => ['x'.repeat(32_000)])]);
    await expect(importFile(aggregator.url, 'objects', bomb, headers)).rejects.toMatchObject({ status: 413, body: { code: 'xlsx-bomb' } });
    const officer = await aggregator.signIn('officer');
    await expect(importFile(aggregator.url, 'objects', await workbook([HEADINGS]), { cookie: officer.cookie, origin: aggregator.url })).rejects.toMatchObject({ status: 403 });
    expect(await importFile(aggregator.url, 'objects', await workbook([['编码', '名称']]), headers)).toMatchObject({ state: 'refused', problem: { code: 'missing-headers' } });
    expect((await admin.call('POST', '/api/objects', undefined, { 'content-type': 'text/csv' })).status).toBe(415);
  });

  it('takes GBK text, and gives a template that explains itself', async () => {
    // 编码,名称,领域,类型,网格码,经度,纬度,风险等级 / G-1,示范,消防,厂,331082001001,121.1,28.8,黄 in GBK.
    const gbk = Buffer.concat(['b1e0c2eb2cc3fbb3c62cc1ecd3f22cc0e0d0cd2ccdf8b8f1c2eb2cbeadb6c82cceb3b6c82cb7e7cfd5b5c8bcb60a', Buffer.from('G-1,').toString('hex'), 'cabeb7b62ccffbb7c02cb3a72c', Buffer.from('331082001001,121.1,28.8,').toString('hex'), 'bbc60a'].map((hex) => Buffer.from(hex, 'hex')));
    expect(await importFile(aggregator.url, 'objects', gbk, { ...headers, 'content-type': 'text/csv' })).toMatchObject({ state: 'done', inserted: 1 });
    expect((await admin.get('/api/objects/G-1')).body).toMatchObject({ name: '示范', risk: 'yellow', sector: 'fire' });
    const template = await fetch(`${aggregator.url}/api/imports/objects/template`, { headers });
    expect((await rowsIn(await template.arrayBuffer(), join(folder, 'template.xlsx')))[0]?.slice(0, 3)).toEqual(['编码*', '名称*', '领域*']);
  });

  it('takes hazards with their whole lives from officers, holds them to every rule, and changes nothing the second time', async () => {
    const officer = await aggregator.signIn('officer');
    const mine = { cookie: officer.cookie, origin: aggregator.url };
    const headings = ['编号', '来源', '领域', '对象编码', '网格码', '部位', '描述', '类别', '发现人', '发现时间', '级别', '定级人', '定级时间', '背书人', '背书时间', '交办人', '责任人', '整改期限', '签收时间', '措施', '资金', '时限', '预案', '开始整改时间', '申请复查时间', '整改情况', '整改后照片', '复查人', '复查时间', '复查是否合格', '复查意见', '销号人', '销号时间'];
    const life: Cells = ['H-1', '企业自查', '消防', 'A-1', '331082001001', '二楼', '疏散通道堆物', '疏散通道与出口', '王*', '2025-10-08 09:00', '一般', '陈*', '2025-10-08 10:00', '林*', '2025-10-08 11:00', '陈*', '周*', '2025-10-20', '2025-10-08 15:00', '清理', 0, '2025-10-15', '专人看护', '2025-10-09 08:00', '2025-10-14 08:00', '已清理', 'after.jpg', '何*', '2025-10-15 08:00', '是', '合格', '林*', '2025-10-15 09:00'];
    const hazard = (id: string, over: Record<number, string | number> = {}): Cells => Object.assign([...life], { 0: id, ...over });
    const file = await workbook([headings, hazard('H-1'), hazard('H-2', { 27: '周*' }), hazard('H-3', { 3: 'NOBODY' }), hazard('H-4', { 13: '', 14: '' }), [...life.slice(0, 10)].map((cell, index) => (index === 0 ? 'H-5' : cell))]);
    const taken = await importFile(aggregator.url, 'hazards', file, mine, 'onError=skip');
    expect(taken).toMatchObject({ state: 'done', rowsRead: 5, rowsBad: 3, inserted: 2 });
    expect(taken.faults.map(({ row: at, header, value }) => [at, header, value])).toEqual([[3, '复查人', '周*'], [4, '对象编码', 'NOBODY'], [5, '背书人', ''], [5, '背书时间', '']]);
    expect(await importFile(aggregator.url, 'hazards', file, mine, 'onError=skip')).toMatchObject({ state: 'done', inserted: 0, unchanged: 2, rowsBad: 3 });
    const exported = await fetch(`${aggregator.url}/api/exports/hazards?state=closed`, { headers: mine });
    const rows = await rowsIn(await exported.arrayBuffer(), join(folder, 'hazards.xlsx'));
    expect([rows.length, rows[1]?.[0], rows[1]?.[1]]).toEqual([2, 'H-1', '企业自查']);
    expect(await importFile(aggregator.url, 'hazards', await workbook([headings, hazard('H-1', { 6: '另一种说法' })]), mine)).toMatchObject({ state: 'refused', faults: [{ row: 2, header: '编号' }] });
    const operator = await aggregator.signIn('operator');
    await expect(importFile(aggregator.url, 'hazards', file, { cookie: operator.cookie, origin: aggregator.url })).rejects.toMatchObject({ status: 403 });
  });

  it('is in the journal and the audit trail', async () => {
    const kinds = ((await admin.get('/api/journal?after=0&limit=1000')).body.items as { kind: string; data?: object }[]).filter(({ kind }) => kind === 'ledger.imported');
    expect(kinds[0]?.data).toMatchObject({ ledger: 'grids', inserted: 1, fileName: '监管对象.xlsx' });
    const actions = ((await admin.get('/api/audit?limit=200')).body.items as { action: string }[]).map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(['ledger.imported', 'ledger.import-checked', 'ledger.exported']));
  });
};

describe('ledger files on the embedded database', () => story(() => ''));

withMysql('ledger files on MySQL', () => {
  let database: Awaited<ReturnType<typeof throwawayDatabase>>;
  beforeAll(async () => {
    database = await throwawayDatabase();
  });
  afterAll(() => database.drop());
  story(() => database.url);
});
