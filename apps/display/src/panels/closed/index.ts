import { definePanel } from '../definePanel';

export const closed = definePanel({ id: 'closed', load: () => import('./ClosedPanel.vue') });
