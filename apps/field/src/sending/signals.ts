import { readFile } from 'node:fs/promises';
import { BODIES } from '../lines/pushed-bodies.js';
import type { LineWorld } from '../lines/line.js';
import { patientPost, type PostTools } from './patient-post.js';
import { tokenOfSource } from './tokens.js';

const TOLD = 3;

/** Posts with the token of one source, read anew each time: a message again until it is taken; one that is refused for good is logged, and gone. */
export const openSourcePost = (base: string, tokensFile: string, tools: PostTools): ((source: string, path: string, body: string, type: string) => Promise<boolean>) => {
  let refused = 0;
  return async (source, path, body, type) => {
    const answer = await patientPost(new URL(path, base).href, async () => tokenOfSource(await readFile(tokensFile, 'utf8'), source), body, tools, undefined, type);
    const taken = answer !== undefined && answer.status < 300;
    if (answer && !taken && (refused += 1) <= TOLD) tools.log(`${source} 的数据未被接受：HTTP ${answer.status} ${JSON.stringify(answer.body)?.slice(0, 300)}`);
    return taken;
  };
};

/** The field's side of `POST /api/intake/signals`. */
export const openSignals = (post: ReturnType<typeof openSourcePost>): LineWorld['push'] => async (source, message, at) => {
  await post(source, '/api/intake/signals', JSON.stringify(BODIES[source](message, at)), source === 'demo-gas' || source === 'demo-lifelines' ? 'application/senml+json' : 'application/json');
};
