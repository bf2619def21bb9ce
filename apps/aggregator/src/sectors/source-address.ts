import type { SourceAddress, SourceKind } from '@one-screen/contracts';

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** Where a source is found, read from its options: the port we listen on, the address we ask, the topic, or the door of ours its senders post to. */
export const addressOf = (kind: SourceKind, options: Record<string, unknown>): SourceAddress => {
  const asked = text(options['url']) ?? text(options['endpoint']);
  if (asked) return { how: 'asks', at: asked };
  const topic = text(options['topic']);
  if (topic) return { how: 'subscribes', at: topic };
  if (typeof options['port'] === 'number') {
    const calls = kind === 'modbus' || options['transport'] === 'tcp-connect';
    const scheme = options['transport'] === 'udp' ? 'udp' : 'tcp';
    const host = text(options['host']) ?? '0.0.0.0';
    return { how: calls ? 'asks' : 'listens', at: `${scheme}://${host.includes(':') ? `[${host}]` : host}:${options['port']}` };
  }
  if (kind === 'http' && (options['mapping'] !== undefined || options['format'] !== undefined)) return { how: 'door', at: '/api/intake/signals' };
  return { how: 'door', at: kind === 'cap' ? '/api/intake/cap' : '/api/intake/alarms' };
};
