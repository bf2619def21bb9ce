import { definePanel } from '../definePanel';

export const vessels = definePanel({ id: 'vessels', load: () => import('./VesselsPanel.vue') });
