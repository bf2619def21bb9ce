import { definePanel } from '../definePanel';

export const stream = definePanel({ id: 'stream', load: () => import('./StreamPanel.vue') });
