import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';

/**
 * Moves the write-ahead log of the embedded database into its file, on a thread of its own: the fsync of a checkpoint
 * would otherwise hold up whichever alarm is being committed. PASSIVE never blocks a writer. The writer says when.
 */
interface Embedded {
  pragma(sql: string): unknown;
  close(): void;
}
const Database = createRequire(import.meta.url)('libsql') as new (file: string) => Embedded;

const { file } = workerData as { file: string };
const database = new Database(file);
database.pragma('busy_timeout = 2000');

// The commits' own connection makes the log durable; this one only moves what is in it already.
parentPort?.on('message', (what: 'move' | 'stop') => {
  if (what === 'stop') {
    database.close();
    process.exit(0);
  }
  try {
    database.pragma('wal_checkpoint(PASSIVE)');
  } catch {
    // A busy log is moved next time; past its limit the writer does it itself.
  }
});
