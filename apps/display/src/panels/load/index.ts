import { definePanel } from '../definePanel';

export const load = definePanel({ id: 'load', load: () => import('./LoadPanel.vue') });
