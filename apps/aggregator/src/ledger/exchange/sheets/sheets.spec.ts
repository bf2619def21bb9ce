import { EXCHANGED_LEDGERS } from '@one-screen/contracts';
import fc from 'fast-check';
import { clock, readCell } from './cell';
import { readHeadings } from './header';
import { SHEETS } from './index';
import { readRow } from './row';
import type { SheetColumn } from './sheet';

const column = (over: Partial<SheetColumn>): SheetColumn => ({ key: 'k', zh: '列', en: 'Column', kind: 'text', example: '', ...over });
const at = (text: string): number => Date.parse(text);
const valueOf = (over: Partial<SheetColumn>, raw: Parameters<typeof readCell>[1]) => {
  const cell = readCell(column(over), raw);
  return cell.ok ? cell.value : cell.message.zh;
};

describe('a cell', () => {
  it('is a moment in Beijing however it is written', () => {
    const morning = at('2026-11-25T08:30:00+08:00');
    for (const text of ['2026-11-25 08:30', '2026/11/25 8:30', '2026年11月25日 8时30分', '2026-11-25T08:30:00+08:00', '2026-11-25T00:30:00Z', '２０２６－１１－２５ ０８：３０', '2026.11.25 08:30:00']) expect([text, valueOf({ kind: 'datetime' }, text)]).toEqual([text, morning]);
    // 46351 is 2026-11-25; 8:30 is 8.5/24 of a day.
    expect(valueOf({ kind: 'datetime' }, 46_351 + 8.5 / 24)).toBe(morning);
    for (const raw of ['2026-11-25', '20261125', 20_261_125, '2026年11月25日', 46_351, { at: morning }]) expect(valueOf({ kind: 'date' }, raw)).toBe('2026-11-25');
  });

  it('is no moment when there is no such day or hour', () => {
    for (const text of ['2026-02-29', '2026-13-01', '2026-11-25 24:00', '2026-11-25 08:60', 'yesterday', '25/11/2026', '2026-11']) expect(valueOf({ kind: 'datetime' }, text)).toContain('应为时间');
  });

  it('reads back every moment it shows', () => {
    fc.assert(fc.property(fc.integer({ min: at('1950-01-01'), max: at('2100-01-01') }), (moment) => valueOf({ kind: 'datetime' }, clock(moment)) === moment));
  });

  it('never throws, whatever stands in it', () => {
    const kinds = ['text', 'code', 'integer', 'number', 'boolean', 'date', 'datetime', 'enum', 'list'] as const;
    const raw = fc.oneof(fc.string({ unit: 'binary' }), fc.double(), fc.boolean(), fc.constant(undefined), fc.record({ at: fc.integer() }), fc.record({ error: fc.string() }));
    fc.assert(fc.property(fc.constantFrom(...kinds), raw, fc.boolean(), (kind, cell, required) => typeof readCell(column({ kind, required, options: [] }), cell).ok === 'boolean'));
  });

  it('is held to its kind and bounds', () => {
    expect(valueOf({ required: true }, '  ')).toBe('必填');
    expect(valueOf({}, '  ')).toBeNull();
    expect(valueOf({ kind: 'integer', min: 0 }, -1)).toBe('不能为负');
    expect(valueOf({ kind: 'integer' }, '1.5')).toBe('应为整数');
    expect(valueOf({ kind: 'number' }, '1,234.5')).toBe(1234.5);
    expect(valueOf({ kind: 'code' }, 331082001001)).toBe('331082001001');
    // A code of eighteen figures in a number cell: Excel has kept fifteen of them.
    expect(valueOf({ kind: 'code' }, 913310820011223344)).toContain('15 位');
    expect(valueOf({ kind: 'boolean' }, '是')).toBe(true);
    expect(valueOf({ kind: 'enum', options: [{ value: 'red', zh: '红', aliases: ['红色'] }] }, '红色')).toBe('red');
    expect(valueOf({ kind: 'enum', options: [{ value: 'red', zh: '红' }] }, '紫')).toBe('应为以下之一：红');
    expect(valueOf({ kind: 'list' }, '甲、乙，丙')).toEqual(['甲', '乙', '丙']);
    expect(valueOf({}, { error: '#REF!' })).toContain('#REF!');
    expect(valueOf({ max: 3 }, '四个字呢')).toBe('超过 3 字');
  });
});

describe('a heading row', () => {
  const sheet = SHEETS.objects;
  const headings = ['风险等级', ' 编 码*', '单位名称', '行业领域', '类型', '网格码', '经度', 'Latitude', '备注'];

  it('is known in any order, by other names and in English, and tells what it does not know', () => {
    const { columns, unknown } = readHeadings(sheet, headings);
    expect(columns.map(({ column: { key }, letter }) => letter + key)).toEqual(['Arisk', 'Bcode', 'Cname', 'Dsector', 'Ekind', 'FgridCode', 'Glon', 'Hlat']);
    expect(unknown).toEqual(['备注']);
  });

  it('is refused in one error that names every column it lacks, and when it says one thing twice', () => {
    expect(() => readHeadings(sheet, ['编码', '名称'])).toThrow(expect.objectContaining({ code: 'missing-headers', text: expect.objectContaining({ zh: '表头缺少：领域、类型、网格码、经度、纬度、风险等级' }) }));
    expect(() => readHeadings(sheet, [...headings, '四色等级'])).toThrow(expect.objectContaining({ code: 'double-headers' }));
  });

  it('leads to each bad cell of a row by its letter, heading and what stands in it', () => {
    const outcome = readRow(sheet, readHeadings(sheet, headings), { row: 7, cells: ['紫', 'A 1', '厂', '消防安全', '厂', '33', 121, 95] }, undefined);
    expect(outcome.ok ? [] : outcome.faults.map(({ row, column: letter, header, value }) => [row, letter, header, value])).toEqual([[7, 'A', '风险等级', '紫'], [7, 'B', '编 码*', 'A 1'], [7, 'F', '网格码', '33'], [7, 'H', 'Latitude', '95']]);
  });

  it('has no two columns of one name, and every example is one a row may have', () => {
    for (const ledger of EXCHANGED_LEDGERS) {
      const { columns, ...rest } = SHEETS[ledger];
      expect(() => readHeadings({ columns, ...rest }, columns.map(({ zh }) => zh))).not.toThrow();
      for (const each of columns) expect([each.zh, readCell(each, each.example)]).toEqual([each.zh, expect.objectContaining({ ok: true })]);
    }
  });
});
