import { expirySignal } from './expiry.js';

const plant = { name: '示范化工', sector: 'industry' as const };
const at = (today: string, key = 'safetyLicenceUntil') => expirySignal({ objectCode: 'P-1', key, day: '2026-12-20' }, plant, today);

describe('a certificate that runs out', () => {
  it('is told from 30 days before, blue until its last day is over, then orange', () => {
    expect(at('2026-11-19')).toBeUndefined();
    expect(at('2026-11-20')).toMatchObject({ level: 'blue', title: '安全生产（经营）许可证将于 2026-12-20 到期：示范化工', occurredAt: Date.parse('2026-11-20T00:00:00+08:00') });
    expect(at('2026-12-20')?.level).toBe('blue');
    expect(at('2026-12-21')).toMatchObject({ level: 'orange', title: '安全生产（经营）许可证已于 2026-12-20 到期：示范化工', occurredAt: Date.parse('2026-12-21T00:00:00+08:00') });
  });

  it('keeps its key as it grows worse, and gets another when it is renewed', () => {
    expect(at('2026-12-21')?.key).toBe(at('2026-12-01')?.key);
    expect(expirySignal({ objectCode: 'P-1', key: 'safetyLicenceUntil', day: '2026-12-21' }, plant, '2026-12-01')?.key).not.toBe(at('2026-12-01')?.key);
  });

  it('is nothing where the sector knows no such certificate', () => {
    expect(at('2026-12-21', 'medium')).toBeUndefined();
    expect(at('2026-12-21', 'fishingLicenceUntil')).toBeUndefined();
  });
});
