import { picture } from '../history/picture.js';
import type { PostTools } from './patient-post.js';
import type { TokenFor } from './tokens.js';

export const PICTURES = 6;
/** Ids of the stored pictures, by kind. */
export interface Photos {
  before: string[];
  after: string[];
}

/** Stores the demo's pictures through the ledger's door for files. Undefined when they were not taken; the history then waits. */
export const postPhotos = async (base: string, tokenFor: TokenFor, tools: PostTools): Promise<Photos | undefined> => {
  const photos: Photos = { before: [], after: [] };
  for (const when of ['before', 'after'] as const) {
    for (let kind = 0; kind < PICTURES; kind++) {
      const answer = await tools.fetch(new URL('/api/history/files', base).href, {
        method: 'POST', body: new Uint8Array(picture(kind, when)), signal: AbortSignal.timeout(15_000),
        headers: { 'content-type': 'image/png', 'x-file-name': encodeURIComponent(`${when === 'before' ? '整改前' : '整改后'}（示意）${kind + 1}.png`), authorization: `Bearer ${await tokenFor('city')}` },
      }).catch(() => undefined);
      if (!answer?.ok) {
        tools.log(`示意照片未被接受：${answer ? `HTTP ${answer.status}` : '无应答'}`);
        return undefined;
      }
      photos[when].push(((await answer.json()) as { id: string }).id);
    }
  }
  return photos;
};
