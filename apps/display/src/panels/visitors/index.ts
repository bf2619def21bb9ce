import { definePanel } from '../definePanel';

export const visitors = definePanel({ id: 'visitors', load: () => import('./VisitorsPanel.vue') });
