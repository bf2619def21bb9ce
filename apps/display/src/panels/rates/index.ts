import { definePanel } from '../definePanel';

export const rates = definePanel({ id: 'rates', load: () => import('./RatesPanel.vue') });
