import type { SourceView } from '@one-screen/contracts';
import { iso, isoOr } from '../journal/instant.js';
import { isoDuration } from './duration.js';
import type { SourceNow } from './source-links.js';

/** A source as sent. Bad messages may hold anything, and options an address or a key, so they go to those who mend links only. */
export const viewOf = (now: SourceNow, withBadMessages: boolean): SourceView => {
  const { source, link, lastError } = now;
  const lastSeenAt = isoOr(now.lastSeenAt);
  return {
    id: source.id,
    kind: source.kind,
    sector: source.sector,
    name: source.name,
    state: link.state,
    since: iso(link.since),
    ...(lastSeenAt && { lastSeenAt }),
    ...(lastError && { lastError: lastError.error, lastErrorAt: iso(lastError.at) }),
    accepted: now.accepted,
    repeats: now.repeats,
    rejected: now.rejected,
    silentAfter: isoDuration(source.silentAfter),
    fromFile: source.fromFile,
    hasToken: source.tokenHash !== undefined,
    revision: source.revision,
    ...(withBadMessages && { options: source.options, badMessages: now.badMessages.map((each) => ({ ...each, at: iso(each.at) })) }),
  };
};
