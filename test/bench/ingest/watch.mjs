// What the ingest benchmark sees of the running product from outside.
import { readFileSync } from 'node:fs';

export const scrape = async (url) => (await fetch(`${url}/metrics`)).text();

/** A figure without labels, of the product's Prometheus text. */
export const figure = (text, name) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? Number.NaN);

/** How late the event loop was since the last look, milliseconds. */
export const lag = (text) => ({ p50: figure(text, 'one_screen_nodejs_eventloop_lag_p50_seconds') * 1000, p99: figure(text, 'one_screen_nodejs_eventloop_lag_p99_seconds') * 1000 });

export const residentMiB = (pid) => Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
