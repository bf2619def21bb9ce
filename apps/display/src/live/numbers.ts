import type { BreakdownView, IndexView, RatesView, TrendView } from '@one-screen/contracts';
import { api } from '../api';
import { definePolled } from './polled';

/** Numbers of the ledger move slowly: the wall asks in a calm rhythm, milliseconds. */
const CALM = 60_000;

/** The five rates and the accidents of the present month, everywhere one may see. */
export const useRates = definePolled<RatesView>({ ask: () => api.get<RatesView>('/api/rates', { background: true }), every: CALM });
/** Accidents of the year so far against the three years before. */
export const useYear = definePolled<RatesView>({ ask: () => api.get<RatesView>('/api/rates?period=year', { background: true }), every: 5 * CALM });
export const useRateTrend = definePolled<TrendView>({ ask: () => api.get<TrendView>('/api/analysis/trend', { background: true }), every: 10 * CALM });
/** Open and major hazards of each sector. */
export const useSectorParts = definePolled<BreakdownView>({ ask: () => api.get<BreakdownView>('/api/rates/breakdown?by=sector', { background: true }), every: CALM });
/** The newest league table of the sectors. */
export const useLeague = definePolled<IndexView>({ ask: () => api.get<IndexView>('/api/index?of=sector', { background: true }), every: 5 * CALM });
