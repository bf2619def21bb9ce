import { definePanel } from '../definePanel';

export const fireUnits = definePanel({ id: 'fire-units', load: () => import('./FireUnitsPanel.vue') });
