import { definePanel } from '../definePanel';

export const sites = definePanel({ id: 'sites', load: () => import('./SitesPanel.vue') });
