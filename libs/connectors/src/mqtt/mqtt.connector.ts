import { invalid } from '@one-screen/domain';
import { z } from 'zod';
import { defineConnector, type ConnectorState, type Sink } from '../connector.js';
import { MappingOptions } from '../mapping/mapping.js';
import { PAYLOAD_FORMATS } from '../mapping/payload.js';
import { openLink } from './mqtt.link.js';
import { messageReader, type MessageSink } from './mqtt.message.js';

/**
 * One source on a broker. `topic` is a filter (`+` and `#` allowed); instances with the same `group` share its messages,
 * and the broker keeps what was missed for each client id. `parallel` links share the source's messages, since each handles
 * one message at a time and commits are shared; link n is called `<clientId>-<n>` at the broker.
 */
export const MqttOptions = z.object({
  brokerUrl: z.url({ protocol: /^(mqtts?|tcp|ssl|wss?)$/, error: 'expected mqtt://host:port (or mqtts, ws, wss)' }),
  group: z.string().regex(/^[^/+#\s]{1,64}$/, { error: 'a share name has no /, +, # or spaces' }),
  clientId: z.string().regex(/^[^\s]{1,100}$/),
  topic: z.string().min(1).max(500).refine((filter) => isTopicFilter(filter), { error: 'not a valid MQTT topic filter' }),
  parallel: z.number().int().min(1).max(16).default(4),
  /** Only this one of the links, 1 to `parallel`; several processes can each open some of them under the same `clientId`. */
  slot: z.number().int().min(1).max(16).optional(),
  /** How long the broker keeps messages for a link that is away, seconds. */
  sessionExpiry: z.number().int().min(0).max(30 * 86_400).default(86_400),
  /** `json`: what the mapping says, without one the native shape (one alarm or an array of them). `senml`: RFC 8428, which needs no mapping. */
  format: z.enum(PAYLOAD_FORMATS).default('json'),
  /** How a vendor's JSON becomes signals; without it payloads are in the native shape. */
  mapping: MappingOptions.optional(),
});
export type MqttOptions = z.input<typeof MqttOptions>;

/** MQTT 5 section 4.7: `+` stands alone in its level, `#` alone in the last. */
export const isTopicFilter = (filter: string): boolean => {
  const levels = filter.split('/');
  return !filter.includes('\u0000') && levels.every((level, index) => (level.includes('#') ? level === '#' && index === levels.length - 1 : !level.includes('+') || level === '+'));
};

/**
 * Listens to one source: MQTT 5, QoS 1, shared subscription `$share/<group>/<topic>`, kept session. A message is
 * acknowledged to the broker only after `sink.signal` resolved; while that says `unavailable` (or `too-many`) the message
 * is held and offered again with growing pauses. A message that cannot be understood is told to `sink.bad` and
 * acknowledged, so that it never stops the link. Resolves when aborted and closed; what was being stored is waited for.
 * Resolves before that when other clients have taken its sessions over (their client ids were used elsewhere).
 * Throws DomainError `connector-options` when a mapping is given for SenML.
 */
export const openMqtt = async (options: z.output<typeof MqttOptions>, sink: Sink, abortSignal: AbortSignal): Promise<void> => {
  if (options.mapping && options.format === 'senml') {
    throw invalid('connector-options', 'mqtt 数据源的选项有误：SenML 报文不用映射', 'The options of the mqtt source are wrong: SenML takes no mapping', [{ path: 'mapping', message: 'SenML takes no mapping' }]);
  }
  const reading: MessageSink = {
    signal: (batch, raw) => sink.signal(batch, raw), state: (state, error) => sink.state(state, error), bad: (error, excerpt) => sink.bad(error, excerpt), read: messageReader(options),
  };
  const told: { state?: ConnectorState; error?: string } = {};
  const links = new Map<number, { state: ConnectorState; error?: string }>();
  const tell = (): void => {
    const all = [...links.values()];
    const error = all.find((link) => link.error)?.error;
    // One link that is up carries the source; the others' errors are still told.
    const state = (['up', 'connecting', 'down'] as const).find((each) => all.some((link) => link.state === each)) ?? 'connecting';
    if (told.state === state && told.error === error) return;
    Object.assign(told, { state, error });
    sink.state(state, error);
  };
  const slots = options.slot === undefined ? Array.from({ length: options.parallel }, (_, index) => index + 1) : [options.slot];
  for (const slot of slots) links.set(slot, { state: 'connecting' });
  tell();
  await Promise.all(slots.map((slot) => openLink({
    brokerUrl: options.brokerUrl,
    clientId: `${options.clientId}-${slot}`,
    subscription: `$share/${options.group}/${options.topic}`,
    sessionExpiry: options.sessionExpiry,
    onState: (state, error) => {
      links.set(slot, { state, error });
      tell();
    },
  }, reading, abortSignal)));
};

export const mqttConnector = defineConnector({ kind: 'mqtt', options: MqttOptions, open: openMqtt });
