import type { Said } from '../mqtt/mqtt.link.js';
import { stateTopic } from './sparkplug.topic.js';

/** Whether this host is there (section 6.4.27): JSON, retained, QoS 1. The will and the birth of one connection bear the same time (epoch milliseconds). */
export const stateMessage = (hostId: string, online: boolean, timestamp: number): Said => ({ topic: stateTopic(hostId), payload: Buffer.from(JSON.stringify({ online, timestamp })), qos: 1, retain: true });

/** Whether a STATE message calls the host offline. What cannot be read says nothing. */
export const isOffline = (payload: Uint8Array): boolean => {
  try {
    return (JSON.parse(Buffer.from(payload).toString('utf8')) as { online?: unknown } | null)?.online === false;
  } catch {
    return false;
  }
};
