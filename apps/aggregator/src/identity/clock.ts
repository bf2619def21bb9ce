/** Epoch milliseconds; a provider, so that tests can turn it. */
export type Clock = () => number;
export const CLOCK = Symbol('clock');
