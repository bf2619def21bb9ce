import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { Aggregator, writeSourcesFile } from './aggregator.js';
import { openBrowser, openPage, signInAt } from './browser.js';

const TOKEN = 'a-token-of-the-cranes-in-this-test';
const CRANES = { id: 'cranes', kind: 'http', sector: 'construction', name: '塔机黑匣子', token: TOKEN, options: { mapping: { kind: 'reading', fields: { deviceCode: 'crane', point: 'point', value: 'value', quality: 'quality', unit: "'%'" } } } };
const GRID = { code: '331082001001', name: '文化社区', kind: 'community', schematic: true, centre: { lon: 121.12, lat: 28.85 }, rings: [[[121.1, 28.8], [121.2, 28.8], [121.2, 28.9], [121.1, 28.8]]] };
export const CRANE = { code: 'CRANE-1', name: '文化工地塔机1号', sector: 'construction', kind: '塔机', gridCode: GRID.code, location: { lon: 121.12, lat: 28.85 }, risk: 'orange', responsible: '王某某' };

/** For the suite it is called in: a product whose ledger has one crane, the source the crane's box sends to, and a browser where the officer is signed in. */
export const openCraneYard = () => {
  let aggregator: Aggregator;
  let browser: Browser;
  let opened: { page: Page; errors: string[] };

  beforeAll(async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'one-screen-cranes-'));
    aggregator = await Aggregator.start({ dataDir, env: { SOURCES_FILE: writeSourcesFile(dataDir, [CRANES]) } });
    const admin = await aggregator.signIn('admin');
    expect((await admin.post('/api/grids', [GRID])).status).toBe(200);
    expect((await admin.post('/api/objects', [CRANE])).status).toBe(200);
    browser = await openBrowser();
    opened = await openPage(browser);
    await signInAt(opened.page, aggregator, 'officer');
  }, 400_000);
  afterAll(async () => {
    await browser?.close();
    await aggregator?.close();
  }, 400_000);

  const send = async (path: string, body: unknown): Promise<void> => {
    expect((await aggregator.post(path, body, { authorization: `Bearer ${TOKEN}` })).status).toBe(202);
  };
  return {
    /** As the source of the cranes; durable when it resolves. */
    send,
    measure: (value: number, quality = 'good'): Promise<void> => send('/api/intake/signals', [{ crane: CRANE.code, point: 'moment', value, quality }]),
    get aggregator() {
      return aggregator;
    },
    get page() {
      return opened.page;
    },
    get errors() {
      return opened.errors;
    },
  };
};
