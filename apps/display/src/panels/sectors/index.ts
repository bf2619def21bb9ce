import { definePanel } from '../definePanel';

export const sectors = definePanel({ id: 'sectors', load: () => import('./SectorsPanel.vue') });
