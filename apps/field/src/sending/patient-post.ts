/** What came of a post: the status, and the answer's body where it was JSON. */
export interface Answer {
  status: number;
  body: unknown;
}

/** What a post needs from outside; tests give their own. */
export interface PostTools {
  fetch: typeof globalThis.fetch;
  /** Resolves after so many ms, or at once when stopped. */
  sleep: (ms: number) => Promise<void>;
  /** 0–1, to spread retries. */
  spread: () => number;
  log: (line: string) => void;
  /** Aborted when the field is stopping: no more retries. */
  stop: AbortSignal;
}

/** Statuses that a retry cannot mend: the message itself is refused. */
export const FINAL: ReadonlySet<number> = new Set([400, 413, 415, 422]);
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;
const LONGEST_ASKED_MS = 300_000;
const ANSWER_WITHIN_MS = 15_000;

/** `Retry-After` in ms: seconds or an HTTP date (RFC 9110 10.2.3); undefined when absent or senseless. */
export const retryAfterMs = (header: string | null, now: number): number | undefined => {
  if (header === null || header.trim() === '') return undefined;
  const asked = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isNaN(asked) ? undefined : Math.min(Math.max(asked, 0), LONGEST_ASKED_MS);
};

/** How long to wait before the n-th retry (1, 2, …): doubling, never shorter than the server asked. */
export const waitMs = (retry: number, asked: number | undefined, spread: number): number => {
  const own = Math.min(FIRST_WAIT_MS * 2 ** Math.min(retry - 1, 10), LONGEST_WAIT_MS);
  return Math.round(Math.max(own, asked ?? 0) * (1 + 0.2 * spread));
};

const once = async (url: string, token: string, body: string, tools: PostTools, type: string): Promise<Answer & { retryAfter?: number }> => {
  const response = await tools.fetch(url, {
    method: 'POST',
    headers: { 'content-type': type, authorization: `Bearer ${token}` },
    body,
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  });
  const text = await response.text();
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    parsed = text.slice(0, 200);
  }
  return { status: response.status, body: parsed, retryAfter: retryAfterMs(response.headers.get('retry-after'), Date.now()) };
};

const reasonOf = (error: unknown): string => {
  const cause = error instanceof Error ? (error.cause as { code?: unknown } | undefined)?.code : undefined;
  return typeof cause === 'string' ? cause : error instanceof Error ? error.message : String(error);
};

/**
 * Posts until it is taken or finally refused: waits out a lost link, 429 and 5xx (honouring `Retry-After`), and asks
 * for the token anew each time, so a rotated one is picked up. Statuses in `final` are not tried again.
 * Undefined only when stopped meanwhile. A payload that is text goes out as it is.
 */
export const patientPost = async (url: string, token: () => Promise<string>, payload: unknown, tools: PostTools, final = FINAL, type = 'application/json'): Promise<Answer | undefined> => {
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
  for (let retry = 0; ; ) {
    let asked: number | undefined;
    let trouble: string;
    try {
      const answer = await once(url, await token(), body, tools, type);
      if (answer.status < 300 || final.has(answer.status)) return { status: answer.status, body: answer.body };
      asked = answer.retryAfter;
      trouble = `HTTP ${answer.status}`;
    } catch (error) {
      trouble = reasonOf(error);
    }
    if (tools.stop.aborted) return undefined;
    retry += 1;
    const wait = waitMs(retry, asked, tools.spread());
    if (retry === 2 || retry % 5 === 0) tools.log(`${new URL(url).pathname} 暂未受理（${trouble}），${(wait / 1000).toFixed(1)} 秒后重试（第 ${retry} 次）`);
    await tools.sleep(wait);
    if (tools.stop.aborted) return undefined;
  }
};
