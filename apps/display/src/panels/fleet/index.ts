import { definePanel } from '../definePanel';

export const fleet = definePanel({ id: 'fleet', load: () => import('./FleetPanel.vue') });
