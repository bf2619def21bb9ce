import type { SourceView } from '@one-screen/contracts';
import { iso, isoOr } from '../journal/instant.js';
import { addressOf } from './source-address.js';
import { isoDuration } from './duration.js';
import type { SourceNow } from './source-links.js';

/** A source as sent. Messages may hold anything, and options an address or a key, so they go to those who mend links only (`full`). */
export const viewOf = (now: SourceNow, full: boolean): SourceView => {
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
    ...(full && {
      options: source.options,
      address: addressOf(source.kind, source.options),
      perMinute: now.perMinute,
      ...(now.lastPeer && { lastPeer: { name: now.lastPeer.name, at: iso(now.lastPeer.at) } }),
      badMessages: now.badMessages.map((each) => ({ ...each, at: iso(each.at) })),
      goodMessages: now.goodMessages.map((each) => ({ ...each, at: iso(each.at) })),
    }),
  };
};
