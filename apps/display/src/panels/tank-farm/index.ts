import { definePanel } from '../definePanel';

export const tankFarm = definePanel({ id: 'tank-farm', load: () => import('./TankFarmPanel.vue') });
