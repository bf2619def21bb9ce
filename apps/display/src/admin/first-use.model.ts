import type { SourceView } from '@one-screen/contracts';

/** Single quotes around a text for a POSIX shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** A command that sends a first alarm (a drill) through a source's own door; for `cap` a file, for `mqtt` through the broker. */
export const firstMessage = (source: Pick<SourceView, 'id' | 'kind' | 'sector'>, token: string, origin: string, at: string, title: string): string => {
  if (source.kind === 'cap') return [`curl -sS ${quoted(`${origin}/api/intake/cap`)} \\`, `  -H ${quoted(`Authorization: Bearer ${token}`)} \\`, `  -H 'Content-Type: application/xml' \\`, '  --data-binary @alert.xml'].join('\n');
  const body = JSON.stringify({ key: 'first-message', sector: source.sector, level: 'blue', title, occurredAt: at, drill: true });
  return [`curl -sS ${quoted(`${origin}/api/intake/alarms`)} \\`, `  -H ${quoted(`Authorization: Bearer ${token}`)} \\`, `  -H 'Content-Type: application/json' \\`, `  -d ${quoted(body)}`].join('\n');
};

/** The address that signs a screen in once; the token stands behind `#`, so no server or proxy logs it. */
export const wallAddress = (token: string, origin: string): string => `${origin}/wall#token=${encodeURIComponent(token)}`;
