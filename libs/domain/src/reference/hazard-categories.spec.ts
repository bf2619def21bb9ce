import { SECTORS } from '../sector.js';
import { HAZARD_CATEGORIES, hazardCategory } from './hazard-categories.js';

describe('hazard categories', () => {
  it.each(SECTORS)('of %s are 8 to 12, each with its own code and names', (sector) => {
    const categories = HAZARD_CATEGORIES[sector];
    expect(categories.length).toBeGreaterThanOrEqual(8);
    expect(categories.length).toBeLessThanOrEqual(12);
    for (const name of ['code', 'zh', 'en'] as const) expect(new Set(categories.map((category) => category[name])).size).toBe(categories.length);
  });

  it('are found by their code within their sector', () => {
    expect(hazardCategory('industry', 'dust')?.zh).toBe('粉尘防爆');
    expect(hazardCategory('fire', 'dust')).toBeUndefined();
  });
});
