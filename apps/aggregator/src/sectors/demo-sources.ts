import { join } from 'node:path';
import { SourceBody } from '@one-screen/contracts';
import { SECTOR_NAMES, SECTORS, type Sector } from '@one-screen/domain';
import { z } from 'zod';
import { ConfigError } from '../config/config.js';
import { keepPrivate, replacePrivate } from '../identity/private-file.js';
import { DEMO_SENDERS, type DemoSender } from './demo-senders.js';
import { newToken } from './source-token.js';
import type { SourcesService } from './sources.service.js';

/** The demo's tokens, for the field to send with: `DATA_DIR/demo-sources.json`, mode 600. */
const Kept = z.object({ sources: z.array(z.object({ id: z.string(), kind: z.enum(['http', 'cap']), sector: z.enum(SECTORS), token: z.string().min(16) })) });
export type DemoSources = z.infer<typeof Kept>;

export const DEMO_FILE = 'demo-sources.json';

/** One source for each sector's own alarms, allowed to write the ledger; these first. */
const ownOf = (sector: Sector): DemoSender & { options: { ledger: true } } => ({ id: `demo-${sector}`, kind: 'http', sector, name: `${SECTOR_NAMES[sector].zh}演示源`, silentAfter: 'PT2H', options: { ledger: true } });

/** The sources whose devices post to us, each with a token of its own, the same at every start. Writes the file once, adds what a newer release has, and ensures the rows. Throws ConfigError when the file is damaged. */
export const ensureDemoSources = async (dataDir: string, sources: Pick<SourcesService, 'ensure'>): Promise<DemoSources> => {
  const wanted = [...SECTORS.map(ownOf), ...DEMO_SENDERS];
  const entryOf = ({ id, kind, sector }: DemoSender): DemoSources['sources'][number] => ({ id, kind, sector, token: newToken() });
  const path = join(dataDir, DEMO_FILE);
  const kept = read(keepPrivate(path, () => JSON.stringify({ sources: wanted.map(entryOf) }, null, 2)).content);
  const added = wanted.filter(({ id }) => !kept.sources.some((known) => known.id === id)).map(entryOf);
  const demo = { sources: [...kept.sources, ...added] };
  if (added.length) replacePrivate(path, JSON.stringify(demo, null, 2));
  for (const { id, kind, sector, name, silentAfter, options } of wanted) {
    const token = demo.sources.find((entry) => entry.id === id)?.token;
    await sources.ensure(SourceBody.parse({ id, kind, sector, name, token, silentAfter, options }), false);
  }
  return demo;
};

const read = (text: string): DemoSources => {
  try {
    return Kept.parse(JSON.parse(text));
  } catch {
    throw new ConfigError(`The file ${DEMO_FILE} in DATA_DIR is damaged: remove it and start again. / DATA_DIR 中的 ${DEMO_FILE} 已损坏，请删除后重新启动。`);
  }
};
