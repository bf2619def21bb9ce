import { join } from 'node:path';
import { SourceBody } from '@one-screen/contracts';
import { SECTOR_NAMES, SECTORS } from '@one-screen/domain';
import { z } from 'zod';
import { ConfigError } from '../config/config.js';
import { keepPrivate } from '../identity/private-file.js';
import { newToken } from './source-token.js';
import type { SourcesService } from './sources.service.js';

/** The demo's tokens, for the field to send with: `DATA_DIR/demo-sources.json`, mode 600. */
const Kept = z.object({ sources: z.array(z.object({ id: z.string(), kind: z.literal('http'), sector: z.enum(SECTORS), token: z.string().min(16) })) });
export type DemoSources = z.infer<typeof Kept>;

export const DEMO_FILE = 'demo-sources.json';

/** One source per sector with a token of its own, the same at every start. Writes the file once and ensures the rows. Throws ConfigError when the file is damaged. */
export const ensureDemoSources = async (dataDir: string, sources: Pick<SourcesService, 'ensure'>): Promise<DemoSources> => {
  const make = (): DemoSources => ({ sources: SECTORS.map((sector) => ({ id: `demo-${sector}`, kind: 'http', sector, token: newToken() })) });
  const demo = read(keepPrivate(join(dataDir, DEMO_FILE), () => JSON.stringify(make(), null, 2)).content);
  for (const { id, kind, sector, token } of demo.sources) {
    const name = `${SECTOR_NAMES[sector].zh}演示源`;
    await sources.ensure(SourceBody.parse({ id, kind, sector, name, token, silentAfter: 'PT2H', options: { ledger: true } }), false);
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
