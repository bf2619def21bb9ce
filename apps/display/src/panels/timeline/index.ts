import { definePanel } from '../definePanel';

export const timeline = definePanel({ id: 'timeline', load: () => import('./TimelinePanel.vue') });
