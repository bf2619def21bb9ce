import type { IndexView, StandingView } from '@one-screen/contracts';
import { inOrder, measureTrace, monthBeside, moveText, nextStage, placesWon, scoreText } from './league.model';
import { publicationOf, SHEET_WIDTH, type Words } from './publication';

const standing = (key: string, patch: Partial<StandingView> = {}): StandingView => ({ key, name: key, card: 'none', reasons: [], vetoes: [], covered: 100, missing: [], dimensions: [], ...patch });
const view = (standings: StandingView[]): IndexView => ({ month: '2026-10', of: 'sector', scheme: 'default@1', version: 1, versions: [], freezesAt: '2026-11-04T16:00:00Z', asOf: '2026-11-04T16:00:00Z', standings, procedures: [] });
const words: Words = { site: '临海', title: '晾晒榜', subtitle: '2026-10', heads: { rank: '名次', name: '专委', score: '得分', change: '较上月', card: '牌' }, card: (card) => ({ red: '▲ 红牌', yellow: '■ 黄牌', excellent: '★ 优', none: '—' })[card], name: (_key, name) => name, reason: (reasons) => reasons.join(), foot: '方案' };

describe('the league table', () => {
  it('stands best first, equal ranks by key, the unranked last', () => {
    expect(inOrder([standing('c'), standing('b', { rank: 1 }), standing('a', { rank: 1 }), standing('d', { rank: 3 })]).map(({ key }) => key)).toEqual(['a', 'b', 'd', 'c']);
  });

  it('tells places won and lost, and nothing for who was not ranked', () => {
    expect(moveText(placesWon({ rank: 2, previousRank: 5 }))).toBe('↑3');
    expect(moveText(placesWon({ rank: 5, previousRank: 2 }))).toBe('↓3');
    expect(moveText(placesWon({ rank: 2, previousRank: 2 }))).toBe('=');
    expect(moveText(placesWon({ rank: 2 }))).toBe('—');
    expect([scoreText(91.5), scoreText(undefined)]).toEqual(['91.50', '—']);
  });

  it('opens a measure in the month and the sector or grid it was scored for', () => {
    expect(measureTrace({ month: '2026-10', of: 'sector' }, 'fire', 'on-time')).toEqual({ rate: 'on-time', scope: { period: 'month', at: '2026-10-01', sector: 'fire' } });
    expect(measureTrace({ month: '2026-10', of: 'grid' }, '331082001001', 'patrol')?.scope).toMatchObject({ grid: '331082001001' });
    expect(measureTrace({ month: '2026-10', of: 'sector' }, 'fire', 'mood')).toBeUndefined();
  });

  it('steps month by month over the year, not ahead', () => {
    expect([monthBeside('2026-01', -1, '2026-11'), monthBeside('2025-12', 1, '2026-11'), monthBeside('2026-11', 1, '2026-11')]).toEqual(['2025-12', '2026-01', undefined]);
  });

  it('a red card goes on step by step to the lifting', () => {
    expect([nextStage('carded'), nextStage('task-force'), nextStage('rectifying'), nextStage('lifted')]).toEqual(['task-force', 'rectifying', 'lifted', undefined]);
  });
});

describe('the publication', () => {
  it('says every place, mark and card in words, so that it reads in black and white', () => {
    const { things, height } = publicationOf(view([standing('fire', { name: '消防', rank: 1, score: 91.2, card: 'excellent' }), standing('road', { name: '道路', rank: 2, score: 55, card: 'red', reasons: ['低于红线'] }), standing('city', { name: '城运' })]), words);
    const texts = things.flatMap((thing) => (thing.kind === 'text' ? [thing.text] : []));
    for (const text of ['91.20', '55.00', '★ 优', '▲ 红牌', '低于红线', '消防', '—']) expect(texts).toContain(text);
    for (const thing of things) {
      expect(thing.y).toBeLessThanOrEqual(height);
      if (thing.kind === 'box') expect(thing.x + thing.width).toBeLessThanOrEqual(SHEET_WIDTH);
    }
  });

  it('grows with the table', () => {
    const one = publicationOf(view([standing('a')]), words).height;
    expect(publicationOf(view([standing('a'), standing('b')]), words).height).toBeGreaterThan(one);
  });
});
