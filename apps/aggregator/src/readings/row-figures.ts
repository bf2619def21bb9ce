import { Counter } from 'prom-client';
import type { DatabaseHealth } from '../database/database-health.js';
import type { Metrics } from '../operations/metrics.js';
import type { GathererWatch } from './row-gatherer.js';

/** Figures of one kind of rows: how many wait for a commit, how many were committed. Call once per kind and instance. */
export const rowFigures = (kind: 'readings' | 'positions', depth: () => number, metrics: Pick<Metrics, 'registry' | 'gauge' | 'commitFailed'>, health: Pick<DatabaseHealth, 'suspect'>): GathererWatch => {
  metrics.gauge(`one_screen_${kind}_queue`, `Rows of ${kind} waiting for a commit`, depth);
  const committed = new Counter({ name: `one_screen_${kind}_committed_total`, help: `Rows of ${kind} committed, repeats included`, registers: [metrics.registry] });
  return {
    committed: (rows) => committed.inc(rows),
    failed: (error) => {
      metrics.commitFailed();
      health.suspect(error);
    },
  };
};
