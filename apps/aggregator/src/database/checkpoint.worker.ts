import { createRequire } from 'node:module';
import { statSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';

/**
 * Moves the write-ahead log of the embedded database into its file, on a thread of its own: the fsync of a checkpoint
 * would otherwise hold up whichever alarm is being committed. PASSIVE never blocks a writer, but shares the disk with it:
 * a short log is left for a while.
 */
interface Embedded {
  pragma(sql: string): unknown;
  close(): void;
}
const Database = createRequire(import.meta.url)('libsql') as new (file: string) => Embedded;

const LOOK_EVERY = 3_000;
/** A log longer than this is moved at the next look, bytes; a shorter one at the latest after `AT_LATEST`, milliseconds. */
const LONG_LOG = 4 * 1024 * 1024;
const AT_LATEST = 60_000;

const { file } = workerData as { file: string };
const database = new Database(file);
database.pragma('busy_timeout = 2000');
let movedAt = performance.now();
/** When the log was last written to as it was moved: an idle database is left alone. */
let movedThrough = 0;
// The commits' own connection makes the log durable; this one only moves what is in it already.
const timer = setInterval(() => {
  try {
    const { size, mtimeMs } = statSync(`${file}-wal`);
    if (mtimeMs <= movedThrough || (size < LONG_LOG && performance.now() - movedAt < AT_LATEST)) return;
    movedThrough = mtimeMs;
    database.pragma('wal_checkpoint(PASSIVE)');
    movedAt = performance.now();
  } catch {
    // A busy log is moved next time; past its limit the writer does it itself.
  }
}, LOOK_EVERY);

parentPort?.once('message', () => {
  clearInterval(timer);
  database.close();
  process.exit(0);
});
