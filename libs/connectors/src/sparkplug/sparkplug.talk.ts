import type { LinkVoice, Said } from '../mqtt/mqtt.link.js';
import { MAX_PAYLOAD, type ReadMessage } from '../mqtt/mqtt.message.js';
import { SparkplugHost } from './sparkplug.host.js';
import type { SparkplugOptions } from './sparkplug.names.js';
import { DATATYPE, encodePayload } from './sparkplug.payload.js';
import { isOffline, stateMessage } from './sparkplug.state.js';
import { commandTopic, stateTopic, type NodeName } from './sparkplug.topic.js';

/** Section 6.4.23: asks an edge node for its births. */
const rebirth = (name: NodeName, now: number): Said => ({
  topic: commandTopic(name), qos: 0, retain: false,
  payload: encodePayload({ timestamp: now, metrics: [{ name: 'Node Control/Rebirth', timestamp: now, datatype: DATATYPE.Boolean, historical: false, isNull: false, value: { flag: true } }] }),
});

/**
 * A host application on one link: reads what the edge nodes send, asks for births where something was missed, and says at the broker whether it
 * is there (STATE, with its will). Should the broker say of us that we are not (an earlier connection's will came late), we say again that we are.
 */
export const openSparkplug = (hostId: string, options: SparkplugOptions): { read: ReadMessage; voice: LinkVoice } => {
  const host = new SparkplugHost(options);
  const own = stateTopic(hostId);
  let since = Date.now();
  let say: ((message: Said) => void) | undefined;
  return {
    read: (payload, topic) => {
      const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload;
      if (topic === own) {
        if (isOffline(bytes)) say?.(stateMessage(hostId, true, since));
        return Promise.resolve({ batch: [] });
      }
      if (bytes.byteLength > MAX_PAYLOAD) return Promise.resolve({ error: `超过 ${MAX_PAYLOAD} 字节 / larger than ${MAX_PAYLOAD} bytes` });
      const now = Date.now();
      const heard = host.hear(topic, bytes, now);
      if (heard.rebirth) say?.(rebirth(heard.rebirth, now));
      return Promise.resolve(heard);
    },
    voice: {
      will: () => {
        since = Date.now();
        return stateMessage(hostId, false, since);
      },
      up: (speak) => {
        say = speak;
        speak(stateMessage(hostId, true, since));
        for (const name of host.unsure(Date.now())) speak(rebirth(name, Date.now()));
      },
      lost: () => {
        say = undefined;
        host.interrupted();
      },
    },
  };
};
