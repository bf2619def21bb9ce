import { SHOWN_ELEMENTS, type TrialView } from '@one-screen/contracts';
import type { Bilingual, Parsed, Signal } from '@one-screen/domain';

/** What a message became, as shown: the first elements, how many there were, and what was left out. */
export const trialOf = (elements: readonly Parsed<Signal>[], notes: readonly Bilingual[] = []): TrialView => {
  const good = elements.filter(({ ok }) => ok).length;
  const hidden = elements.length - SHOWN_ELEMENTS;
  const more: Bilingual[] = hidden > 0 ? [{ zh: `共 ${elements.length} 条，只列出前 ${SHOWN_ELEMENTS} 条`, en: `${elements.length} elements, the first ${SHOWN_ELEMENTS} are listed` }] : [];
  const none: Bilingual[] = elements.length ? [] : [{ zh: '没有得出任何信号', en: 'Nothing came of it' }];
  return { good, bad: elements.length - good, elements: elements.slice(0, SHOWN_ELEMENTS), notes: [...none, ...more, ...notes] };
};
