import { schemaOf } from './openapi.js';
import type { RouteAuth, RouteDoc } from './route-doc.js';

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const AUTH: Record<RouteAuth, string> = { none: '公开 public', session: '会话 session', source: '数据源令牌 source token', wall: '大屏令牌 wall token' };

const STYLE = `
:root{color-scheme:dark;--ink:#e6edf5;--dim:#93a4b8;--line:#22344a;--card:#0f1b2b;--key:#58b7ff}
*{box-sizing:border-box}body{margin:0;background:#0a1320;color:var(--ink);font:15px/1.65 system-ui,"Noto Sans SC","Microsoft YaHei",sans-serif}
main{max-width:980px;margin:0 auto;padding:32px 20px 80px}h1{font-size:26px;margin:0 0 4px}h2{font-size:18px;margin:36px 0 10px;color:var(--key)}
p{color:var(--dim);margin:4px 0}a{color:var(--key)}article{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:12px 16px;margin:10px 0}
code,pre{font:13px/1.55 ui-monospace,Consolas,monospace}.head{display:flex;gap:12px;flex-wrap:wrap;align-items:baseline}
.verb{font-weight:700;min-width:58px;color:var(--key)}.path{font-size:15px}.tag{margin-left:auto;color:var(--dim);font-size:13px}
pre{background:#08101b;border:1px solid var(--line);border-radius:6px;padding:10px;overflow:auto;margin:8px 0 0}summary{cursor:pointer;color:var(--dim)}`;

const articleOf = (route: RouteDoc): string => {
  const query = route.query?.length ? `<p>参数 query：<code>${route.query.map(escaped).join('</code>, <code>')}</code></p>` : '';
  const answer = `<p>回答 answer：<code>${route.status ?? 200}</code> ${escaped(route.answer ?? '')}</p>`;
  const body = route.body
    ? `<details><summary>请求内容 body（JSON Schema）</summary><pre>${escaped(JSON.stringify(schemaOf(route.body), null, 2))}</pre></details>`
    : route.bodyType
      ? `<p>请求内容 body：<code>${escaped(route.bodyType)}</code></p>`
      : '';
  const needs = route.needs ? ` · ${escaped(route.needs)}` : '';
  return `<article><div class="head"><code class="verb">${route.method}</code><code class="path">${escaped(route.path)}</code><span class="tag">${AUTH[route.auth]}${needs}</span></div><div>${escaped(route.zh)}</div><p lang="en">${escaped(route.en)}</p>${query}${answer}${body}</article>`;
};

const groupOf = (route: RouteDoc): string => route.path.split('/')[2] ?? route.path.slice(1);

/** The readable face of the route table: one page, no script, nothing fetched from elsewhere. */
export const docsPage = (routes: readonly RouteDoc[], title: string): string => {
  const groups = new Map<string, RouteDoc[]>();
  for (const route of routes) groups.set(groupOf(route), [...(groups.get(groupOf(route)) ?? []), route]);
  const sections = [...groups].map(([name, items]) => `<section><h2 id="${escaped(name)}">${escaped(name)}</h2>${items.map(articleOf).join('')}</section>`).join('');
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escaped(title)} · 接口</title><style>${STYLE}</style></head><body><main><h1>${escaped(title)} · 接口</h1><p>机器可读：<a href="/api/openapi.json">/api/openapi.json</a>（OpenAPI 3.1）。错误一律为 <code>{code, message, details?}</code>；加 <code>Accept-Language: en</code> 得英文。时间为带时区的 ISO 8601，坐标为 WGS-84。</p><p lang="en">Machine-readable: /api/openapi.json. Errors are {code, message, details?}; Accept-Language: en for English.</p>${sections}</main></body></html>`;
};
