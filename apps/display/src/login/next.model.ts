/**
 * The page asked for before signing in, as a path of this very site, or undefined. Anything that a browser would take
 * elsewhere (another origin, `//host`, `/\host`, a scheme) is not honoured, nor is the sign-in page itself.
 */
export const safeNext = (next: unknown, origin: string): string | undefined => {
  // Control characters and backslashes are what browsers quietly turn into something else.
  if (typeof next !== 'string' || !next.startsWith('/') || [...next].some((char) => char === '\\' || char < ' ' || char === '\u007f')) return undefined;
  try {
    const url = new URL(next, origin);
    if (url.origin !== origin || url.pathname.startsWith('//') || url.pathname === '/login') return undefined;
    return `${url.pathname}${url.search}${url.hash}`;
  } catch {
    return undefined;
  }
};
