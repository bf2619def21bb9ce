import { parentPort, workerData } from 'node:worker_threads';
import { DomainError } from '@one-screen/domain';
import { readLedgerFile, type ReadingTask } from './reading.js';

/** Reads a file on a thread of its own, so that no alarm waits for it; goes on with each batch when it was answered. */
let answered: ((bad: number[]) => void) | undefined;
parentPort?.on('message', (bad: number[]) => answered?.(bad));
const say = (message: unknown): void => parentPort?.postMessage(message);
try {
  await readLedgerFile(workerData as ReadingTask, (batch) => new Promise((resolve) => {
    answered = resolve;
    say({ batch });
  }));
  say({ end: true });
} catch (error) {
  say(error instanceof DomainError ? { refused: { kind: error.kind, code: error.code, text: error.text, details: error.details } } : { failed: String(error) });
} finally {
  parentPort?.close();
}
