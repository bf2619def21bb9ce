import type { AuditEntry } from './audit-chain.js';

const MINUTE = 60_000;
const KEYS_AT_MOST = 5_000;
const OTHERS = 'others';

interface Window {
  began: number;
  written: number;
  suppressed: number;
  last: AuditEntry;
}

/** Keeps a flood of refused attempts from filling the disk: so many a minute for each address and action, then a count. */
export class RefusalThrottle {
  private readonly windows = new Map<string, Window>();

  /** Whether to write this entry; otherwise it is counted. */
  admit(entry: AuditEntry, perMinute: number, now: number): boolean {
    const own = `${entry.ip} ${entry.action}`;
    const key = this.windows.has(own) || this.windows.size < KEYS_AT_MOST ? own : OTHERS;
    const window = this.windows.get(key);
    // A window that ended with suppressed entries stays until they are told of.
    if (!window || (now - window.began >= MINUTE && window.suppressed === 0)) {
      this.windows.set(key, { began: now, written: 1, suppressed: 0, last: entry });
      return true;
    }
    if (window.written < perMinute && now - window.began < MINUTE) {
      window.written += 1;
      return true;
    }
    window.suppressed += 1;
    window.last = entry;
    return false;
  }

  /** Closes the windows that have run out (or all) and tells what each suppressed. */
  drain(now: number, all = false): AuditEntry[] {
    const told: AuditEntry[] = [];
    for (const [key, window] of this.windows) {
      if (!all && now - window.began < MINUTE) continue;
      this.windows.delete(key);
      if (window.suppressed > 0) {
        const { ip, action } = window.last;
        told.push({ at: now, actor: '-', action, object: '-', result: 'refused', ip: key === OTHERS ? '-' : ip, detail: `另有 ${window.suppressed} 次未逐条记录 / ${window.suppressed} more not written one by one` });
      }
    }
    return told;
  }
}
