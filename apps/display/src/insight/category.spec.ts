import { HAZARD_CATEGORIES, SECTORS } from '@one-screen/domain';
import { categoryCode, categoryName } from './category.model';

describe('names of hazard categories', () => {
  it('are those of the sector, or of the sectors that share the code', () => {
    expect(categoryName('electric', 'fire', 'zh')).toBe('电气与充电');
    expect(categoryName('electric', undefined, 'zh')).toBe('电气与充电／电气与防爆');
    expect(categoryName('escape', undefined, 'en')).toBe('Escape routes');
    expect(categoryName('自定义', 'fire', 'zh')).toBe('自定义');
  });

  it('lead back to their code, within a sector and over all', () => {
    for (const sector of [undefined, ...SECTORS]) {
      const codes = [...new Set((sector ? [sector] : SECTORS).flatMap((one) => HAZARD_CATEGORIES[one].map(({ code }) => code)))];
      for (const code of codes) expect(categoryCode(categoryName(code, sector, 'zh'), codes, sector, 'zh')).toBe(code);
    }
  });
});
