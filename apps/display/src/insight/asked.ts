import { api } from '../api';
import { usePolling, type Polling } from '../live/polling';

/** Figures change with the ledger, slowly: a page that stays open asks again this often, milliseconds. */
const EVERY = 60_000;

/** The answer at an address of our own API, asked again when the address changes and every minute. Undefined asks nothing. */
export const useAsked = <T>(path: () => string | undefined): Polling<T> =>
  usePolling<string, T>({ about: path, ask: (address, signal) => api.get<T>(address, { signal, background: true }), every: () => EVERY });
