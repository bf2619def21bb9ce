import { Injectable } from '@nestjs/common';
import { readDecoded } from '@one-screen/connectors';
import { halvesOf, invalid, type DomainError, type Parsed, type Signal } from '@one-screen/domain';
import { withOwnSource } from './intake-answer.js';
import { signalsOptions, type SignalsOptions } from './source-options.js';
import type { Source } from './source.row.js';

/** How each source's pushed signals are read: its mapping is compiled once for each revision, not for each post. */
@Injectable()
export class SignalReaders {
  private readonly byId = new Map<string, { revision: number; options: SignalsOptions }>();

  /** Throws `source-options` (422) when what is stored of the source cannot be used. */
  of(source: Source): SignalsOptions {
    const known = this.byId.get(source.id);
    if (known?.revision === source.revision) return known.options;
    const options = signalsOptions(source.options);
    this.byId.set(source.id, { revision: source.revision, options });
    return options;
  }

  /**
   * What a decoded body says: by the source's mapping or format; without either as SenML where it is called so, else as native alarms, each of
   * which may name its source. The reason when it cannot be understood as a whole. `receivedAt` is epoch milliseconds.
   */
  async read(source: Source, body: unknown, isCalledSenml: boolean, receivedAt: number): Promise<{ batch: Parsed<Signal>[] } | { error: string }> {
    const { format, mapping } = this.of(source);
    const how = mapping ? { format, mapping } : { format: isCalledSenml ? ('senml' as const) : format };
    const read = await readDecoded(body, how, receivedAt);
    if ('error' in read || mapping || how.format === 'senml') return read;
    return { batch: [...withOwnSource(read.batch as Parsed[], body, source.id)] };
  }
}

/** What the sender of a message is told that cannot be understood as a whole (422); `reason` carries both languages. */
export const notUnderstood = (reason: string): DomainError => {
  const { zh, en } = halvesOf(reason);
  return invalid('intake-shape', `报文无法识别：${zh}`, `The message cannot be understood: ${en}`, [{ path: '', message: reason }]);
};
