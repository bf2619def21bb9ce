import { definePanel } from '../definePanel';

export const map = definePanel({ id: 'map', load: () => import('./MapPanel.vue') });
