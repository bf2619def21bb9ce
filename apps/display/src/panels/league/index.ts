import { definePanel } from '../definePanel';

export const league = definePanel({ id: 'league', load: () => import('./LeaguePanel.vue') });
