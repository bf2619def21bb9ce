import Database from 'libsql';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Aggregator } from '../support/aggregator.js';
import { runToEnd } from '../support/running-program.js';

const ROOT = join(__dirname, '../..');
const run = (script: string, env: Record<string, string>) => runToEnd('npm', ['run', '--silent', script], { cwd: ROOT, env });

describe('the counts of the rates', () => {
  let dataDir: string;
  let aggregator: Aggregator;
  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'one-screen-tally-'));
    aggregator = await Aggregator.start({ dataDir });
  }, 200_000);
  afterAll(async () => {
    await aggregator.kill('SIGTERM');
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('are compared with the records by a command beside the running product, told where they differ, and put right on demand', async () => {
    expect(await run('tally:verify', { DATA_DIR: dataDir })).toMatchObject({ code: 0, output: expect.stringMatching(/统计与台账一致.*agree/) });

    // Somebody writes a hazard past the product: found on 2026-03-10, due by the end of the 25th, never counted.
    const database = new Database(join(dataDir, 'one-screen.db'));
    const [found, due] = [Date.parse('2026-03-10T09:00:00+08:00'), Date.parse('2026-03-26T00:00:00+08:00')];
    database.prepare(`INSERT INTO hazard (id, revision, state, sector, grid_code, object_code, source, category, major, counts, is_open, found_at, due_at, is_late, body)
      VALUES ('YH-1', 1, 'assigned', 'fire', '331082001001', 'O-1', 'street', '疏散', 0, 1, 1, ?, ?, 0, '{}')`).run(found, due);
    database.close();
    const told = await run('tally:verify', { DATA_DIR: dataDir });
    // Found in one week, month, quarter and year, due in another week of the same others: (4 + 4) at the village, its town and the city.
    expect(told).toMatchObject({ code: 1, output: expect.stringContaining('共 24 处不一致') });
    expect(told.output).toContain('周 2026-03-09 331082 fire found：存 0，应为 1 / week of 2026-03-09 331082 fire found: kept 0, should be 1');

    expect(await run('tally:rebuild', { DATA_DIR: dataDir })).toMatchObject({ code: 0, output: expect.stringContaining('24 put right') });
    expect(await run('tally:verify', { DATA_DIR: dataDir })).toMatchObject({ code: 0 });
    const admin = await aggregator.signIn('admin');
    const { body } = await admin.get('/api/journal?after=0&limit=500');
    const entries = (body.items ?? body.entries ?? body) as { kind: string; data?: { differing: number } }[];
    expect(entries.filter(({ kind }) => kind === 'tally.rebuilt').map(({ data }) => data?.differing)).toEqual([3, 3, 6, 6, 6]);
  }, 200_000);

  it('cannot be looked at where no database answers', async () => {
    const away = await run('tally:verify', { DATA_DIR: dataDir, DATABASE_URL: 'mysql://root@127.0.0.1:1/none' });
    expect(away).toMatchObject({ code: 2, output: expect.stringContaining('Could not look') });
  }, 100_000);
});
