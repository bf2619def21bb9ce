import type { Rule } from '@one-screen/domain';
import { api } from '../api';
import { definePolled } from './polled';

/** The alarm rules in force 告警规则, for the limits drawn beside what is measured. */
export const useRules = definePolled<Rule[]>({
  ask: async () => (await api.get<{ items: Rule[] }>('/api/rules', { background: true })).items,
  every: 60_000,
});
