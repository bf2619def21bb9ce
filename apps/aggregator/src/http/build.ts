/** Injection token (a string) naming the build that runs: a change tells screens to reload at a quiet moment. */
export const BUILD = Symbol('build');
