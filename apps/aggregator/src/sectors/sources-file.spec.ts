import { parseSources } from './sources-file.js';

const fire = { id: 'fire-1', kind: 'http', sector: 'fire', name: '消防主机', token: 'a-secret-token-of-the-fire-panel' };
const file = (...sources: unknown[]) => JSON.stringify({ sources });
const said = (text: string): string => {
  try {
    parseSources(text);
  } catch (error) {
    return (error as Error).message;
  }
  return 'taken';
};

describe('SOURCES_FILE', () => {
  it('is read with its defaults', () => {
    expect(parseSources(file(fire))).toEqual([{ ...fire, silentAfter: 'PT5M', options: {} }]);
  });
  it.each([
    ['an unknown field', file({ ...fire, colour: 'red' }), 'sources.0.colour'],
    ['an unknown field at the top', JSON.stringify({ sources: [], more: 1 }), 'more'],
    ['an unknown sector', file({ ...fire, sector: 'moon' }), 'one of road, marine'],
    ['a short token', file({ ...fire, token: 'short-secret' }), 'sources.0.token must be at least 16'],
    ['a missing token', file({ ...fire, token: undefined }), 'sources.0.token is required'],
    ['an id given twice', file(fire, { ...fire, token: 'another-secret-token' }), 'sources.1.id is given twice'],
    ['a token given twice', file(fire, { ...fire, id: 'fire-2' }), 'sources.1.token is given twice'],
    ['an unknown option', file({ ...fire, options: { colour: 1 } }), 'sources.0.options'],
    ['a broker source without topic', file({ ...fire, kind: 'mqtt', token: undefined }), 'sources.0.options.topic'],
    ['a silence of nothing', file({ ...fire, silentAfter: 'PT0S' }), 'silentAfter'],
    ['text that is no JSON', '{"sources": [ secret', 'not valid JSON'],
  ])('says %s in one sentence that names the place and no secret', (_what, text, place) => {
    const sentence = said(text);
    expect(sentence).toContain('SOURCES_FILE');
    expect(sentence).toContain(place);
    expect(sentence).not.toMatch(/secret/);
    expect(sentence).not.toContain('\n');
  });
});
