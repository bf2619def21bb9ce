import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { DomainError, type Bilingual, type ErrorKind } from '@one-screen/domain';
import { readLedgerFile, type Batch, type Confer, type ReadingTask } from './reading.js';

const WORKER = new URL('./reading.worker.js', import.meta.url);
const MEMORY_MB = 768;

interface Said {
  batch?: Batch;
  end?: true;
  refused?: { kind: ErrorKind; code: string; text: Bilingual; details?: unknown };
  failed?: string;
}

/** `readLedgerFile` on a thread of its own with bounded memory; in place where there is no built worker beside us (unit tests run from source). */
export const readApart = async (task: ReadingTask, confer: Confer, signal: AbortSignal): Promise<void> => {
  if (!existsSync(WORKER)) return readLedgerFile(task, confer);
  const worker = new Worker(WORKER, { workerData: task, resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB } });
  try {
    await new Promise<void>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Error('stopped')), { once: true });
      worker.on('message', (said: Said) => {
        if (said.batch) confer(said.batch).then((bad) => worker.postMessage([...bad]), reject);
        else if (said.refused) reject(new DomainError(said.refused.kind, said.refused.code, said.refused.text, said.refused.details));
        else if (said.failed !== undefined) reject(new Error(said.failed));
        else resolve();
      });
      worker.once('error', (error: Error & { code?: string }) => reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuch() : error));
      worker.once('exit', () => reject(new Error('the reading thread ended')));
    });
  } finally {
    await worker.terminate();
  }
};

const tooMuch = () => new DomainError('too-large', 'file-too-much', { zh: '读取该文件所需内存过多，请分成几个文件', en: 'Reading this file needs too much memory; part it into several' });
