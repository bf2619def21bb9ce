import { Injectable } from '@nestjs/common';
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
}
