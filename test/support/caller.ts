import { request } from 'node:http';

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

export interface Call {
  method?: string;
  /** Address of this machine to call from (127.0.0.0/8 is all ours). */
  from?: string;
  headers?: Record<string, string>;
  body?: string;
}

/** One HTTP request from an address of one's choice, which `fetch` cannot do. */
export const call = (url: string, { method = 'GET', from, headers = {}, body }: Call = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const asking = request(url, { method, localAddress: from, agent: false, headers: { ...(body !== undefined && { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }), ...headers } }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
      answer.on('error', reject);
    });
    asking.on('error', reject);
    asking.end(body);
  });
