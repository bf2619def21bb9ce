import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { Injectable } from '@nestjs/common';
import { trySample } from '@one-screen/connectors';
import type { TrialView, TryBody } from '@one-screen/contracts';
import { DomainError, invalid, type Fault } from '@one-screen/domain';
import { isTooDeep } from '../http/body-parsers.js';
import { AuditService } from '../identity/audit.service.js';
import { optionFaults } from './source-options.js';
import type { Keeper } from './sources.service.js';
import { trialOf } from './trial.js';

type Read = { ok: true; view: TrialView } | { ok: false; faults: Fault[] };

/** A sample may take so long, milliseconds: more than the 10 s a mapping may take with a real message. */
const LIMIT_MS = 12_000;
const AT_ONCE = 2;
const MEMORY_MB = 128;
const WORKER = new URL('./trial.worker.js', import.meta.url);

/** Try it on this sample 试一试: what a sample becomes with given options. Stores nothing; runs beside the field's way, never in it. */
@Injectable()
export class SourceTry {
  private running = 0;

  constructor(private readonly audit: AuditService) {}

  /** Throws `try-faults` (422, each fault with its path in `options` or `sample`), `try-too-long` (422), `try-busy` (429). */
  async try(by: Keeper, body: TryBody): Promise<TrialView> {
    if (this.running >= AT_ONCE) throw new DomainError('too-many', 'try-busy', { zh: '正在试其他样例，请稍候', en: 'Other samples are being tried; wait a moment' }, { retryAfterSeconds: 5 });
    this.running += 1;
    try {
      const faults = optionFaults(body.kind, body.options);
      // The same door would refuse it; nothing else here minds.
      if (body.kind === 'http' && isTooDeep(body.sample)) faults.push({ path: 'sample', message: 'JSON 嵌套超过 64 层 / nested deeper than 64 levels' });
      const read: Read = faults.length ? { ok: false, faults } : await readApart(body);
      await this.audit.record([{ actor: by.name, action: 'source.tried', object: `source-kind:${body.kind}`, result: 'done', ip: by.ip, detail: read.ok ? `${read.view.good} good, ${read.view.bad} bad` : 'faults' }]);
      if (!read.ok) throw invalid('try-faults', '样例或选项有误', 'The sample or the options are wrong', read.faults);
      return read.view;
    } finally {
      this.running -= 1;
    }
  }
}

/** On a thread of its own; in place where there is no built worker beside us (unit tests run from source). */
const readApart = async ({ kind, options, sample }: TryBody): Promise<Read> => {
  if (!existsSync(WORKER)) {
    const read = await trySample(kind, options, sample);
    return read.ok ? { ok: true, view: trialOf(read.elements, read.notes) } : read;
  }
  const worker = new Worker(WORKER, { workerData: { kind, options, sample }, resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB } });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<Read>((resolve, reject) => {
      worker.on('message', (message: Read | 'ready') => {
        if (message === 'ready') timer = setTimeout(() => reject(tooLong()), LIMIT_MS);
        else resolve(message);
      });
      for (const event of ['error', 'exit']) worker.once(event, () => reject(tooMuch()));
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
};

const tooLong = () => invalid('try-too-long', `样例或映射超过 ${LIMIT_MS / 1000} 秒，已中止`, `The sample or its mapping took more than ${LIMIT_MS / 1000} s and was ended`, [{ path: 'sample', message: '用时过长 / too long' }]);
const tooMuch = () => invalid('try-too-much', '样例或映射耗用过多，已中止', 'The sample or its mapping needs too much and was ended', [{ path: 'sample', message: '耗用过多 / too much' }]);
