/** A slot as one instance sees it: ours, another's, free (nobody's, or run out), or being given back by us. */
export interface SlotSeen {
  name: string;
  held: 'ours' | 'others' | 'free' | 'leaving';
}

/**
 * The fair share: with `live` instances each holds at most ⌈slots / live⌉ of a source's slots. Above it the last ones are
 * given back; below it the first free ones are taken. An instance alone takes all.
 */
export const planSlots = (slots: readonly SlotSeen[], live: number): { take: string[]; give: string[] } => {
  const share = Math.ceil(slots.length / Math.max(1, live));
  const named = (held: SlotSeen['held']) => slots.filter((slot) => slot.held === held).map((slot) => slot.name);
  const ours = named('ours');
  return { take: named('free').slice(0, Math.max(0, share - ours.length)), give: ours.slice(share) };
};
