import { definePanel } from '../definePanel';

export const lifts = definePanel({ id: 'lifts', load: () => import('./LiftsPanel.vue') });
