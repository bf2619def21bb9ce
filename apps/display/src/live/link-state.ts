import { ref } from 'vue';

/** Is what the screen shows the present? `silent`: nothing heard within the limit. */
export type LinkCondition = 'connecting' | 'live' | 'silent' | 'database-down';

export const linkState = ref<LinkCondition>('connecting');
/** Server time up to which the screen is current, epoch milliseconds; 0 before the first word. */
export const linkSince = ref(0);
/** Server clock minus ours, milliseconds. */
export const serverOffset = ref(0);
export const flood = ref(false);
