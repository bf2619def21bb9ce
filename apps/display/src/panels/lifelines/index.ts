import { definePanel } from '../definePanel';

export const lifelines = definePanel({ id: 'lifelines', load: () => import('./LifelinesPanel.vue') });
