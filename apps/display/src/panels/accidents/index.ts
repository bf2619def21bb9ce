import { definePanel } from '../definePanel';

export const accidents = definePanel({ id: 'accidents', load: () => import('./AccidentsPanel.vue') });
