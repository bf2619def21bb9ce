import { codeOf, fieldsOf } from '../../refusal.fixture.js';
import { SECTORS } from '../../sector.js';
import { attributeFromText, attributeOf, checkAttributes, expiriesOf, OBJECT_ATTRIBUTES } from './index.js';

describe('attributes of supervised objects', () => {
  it.each(SECTORS)('of %s have their own keys and names, an enumeration its values, and only days expire', (sector) => {
    const definitions = OBJECT_ATTRIBUTES[sector];
    for (const name of ['key', 'zh', 'en'] as const) expect(new Set(definitions.map((definition) => definition[name])).size).toBe(definitions.length);
    expect(definitions.filter(({ expires, kind }) => expires && kind !== 'date')).toEqual([]);
    expect(definitions.filter(({ kind, names }) => (kind === 'enum') !== (names !== undefined))).toEqual([]);
    expect(definitions.some(({ expires }) => expires)).toBe(true);
  });

  it('come back typed, trimmed, without what was not given', () => {
    expect(checkAttributes('industry', { medium: ' 甲醇 ', majorSourceClass: '2', keyProcess: true, quantity: 120.5, employees: 48, safetyLicenceUntil: '2028-02-29', rValue: null }))
      .toEqual({ medium: '甲醇', majorSourceClass: '2', keyProcess: true, quantity: 120.5, employees: 48, safetyLicenceUntil: '2028-02-29' });
  });

  it('are refused with every faulty one named', () => {
    const wrong = { medium: '', majorSourceClass: '5', keyProcess: 'yes', quantity: -1, employees: 4.5, safetyLicenceUntil: '2027-02-29', toString: 'x', plate: '浙J' };
    expect(codeOf(() => checkAttributes('industry', wrong))).toBe('invalid attributes-invalid');
    expect(fieldsOf(() => checkAttributes('industry', wrong))).toEqual(Object.keys(wrong).map((key) => `attributes.${key}`));
    expect(fieldsOf(() => checkAttributes('industry', { majorSourceClass: 'toString' }))).toEqual(['attributes.majorSourceClass']);
    expect(fieldsOf(() => checkAttributes('fire', { storeys: Number.NaN, area: Infinity, fireManager: '长'.repeat(201) }))).toEqual(['attributes.storeys', 'attributes.area', 'attributes.fireManager']);
  });

  it('are required of their kind only', () => {
    expect(fieldsOf(() => checkAttributes('marine', {}, '渔船'))).toEqual(['attributes.vesselName']);
    expect(checkAttributes('marine', {}, '渡口')).toEqual({});
  });

  it('are read from the cells of a sheet, and what cannot be read is refused by its own name', () => {
    const read = (key: string, cell: string) => attributeFromText(attributeOf('industry', key)!, cell);
    expect([read('keyProcess', '是'), read('keyProcess', 'FALSE'), read('majorSourceClass', '二级'), read('quantity', ' 12.5 '), read('medium', '')]).toEqual([true, false, '2', 12.5, undefined]);
    expect(fieldsOf(() => checkAttributes('industry', { keyProcess: read('keyProcess', '也许'), quantity: read('quantity', '很多') }))).toEqual(['attributes.keyProcess', 'attributes.quantity']);
  });

  it('tell which of them run out, soonest first', () => {
    expect(expiriesOf('equipment', { maker: '示范厂', operatorCertificateUntil: '2027-01-01', safetyValveUntil: '2026-12-01' }).map(({ key, day }) => `${key} ${day}`)).toEqual(['safetyValveUntil 2026-12-01', 'operatorCertificateUntil 2027-01-01']);
  });
});
