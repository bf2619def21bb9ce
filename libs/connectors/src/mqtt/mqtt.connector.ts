import { halvesOf, invalid } from '@one-screen/domain';
import { z } from 'zod';
import { defineConnector, type ConnectorState, type Sink } from '../connector.js';
import { MappingOptions } from '../mapping/mapping.js';
import { PAYLOAD_FORMATS } from '../mapping/payload.js';
import { SparkplugOptions } from '../sparkplug/sparkplug.names.js';
import { openSparkplug } from '../sparkplug/sparkplug.talk.js';
import { isSparkplugFilter, stateTopic } from '../sparkplug/sparkplug.topic.js';
import { openLink, type LinkOptions } from './mqtt.link.js';
import { messageReader, type MessageSink } from './mqtt.message.js';

const MQTT_FORMATS = [...PAYLOAD_FORMATS, 'sparkplug'] as const;

/**
 * One source on a broker. `topic` is a filter (`+` and `#` allowed); instances with the same `group` share its messages,
 * and the broker keeps what was missed for each client id. `parallel` links share the source's messages, so that several
 * instances can take part; link n is called `<clientId>-<n>` at the broker.
 */
export const MqttOptions = z.object({
  brokerUrl: z.url({ protocol: /^(mqtts?|tcp|ssl|wss?)$/, error: '应为 mqtt://主机:端口（或 mqtts、ws、wss） / expected mqtt://host:port (or mqtts, ws, wss)' }),
  group: z.string().regex(/^[^/+#\s]{1,64}$/, { error: '共享名不能含 /、+、# 或空格 / a share name has no /, +, # or spaces' }),
  clientId: z.string().regex(/^[^\s]{1,100}$/),
  topic: z.string().min(1).max(500).refine((filter) => isTopicFilter(filter), { error: '不是有效的 MQTT 主题过滤器 / not a valid MQTT topic filter' }),
  parallel: z.number().int().min(1).max(16).default(4),
  /** Only this one of the links, 1 to `parallel`; several processes can each open some of them under the same `clientId`. */
  slot: z.number().int().min(1).max(16).optional(),
  /** How long the broker keeps messages for a link that is away, seconds. */
  sessionExpiry: z.number().int().min(0).max(30 * 86_400).default(86_400),
  /**
   * `json`: what the mapping says, without one the native shape (one alarm or an array of them). `senml`: RFC 8428, which needs no mapping.
   * `sparkplug`: Sparkplug B, of which we are a host; its births and sequences need every message in order, so it has one link and shares nothing.
   */
  format: z.enum(MQTT_FORMATS).default('json'),
  /** How a vendor's JSON becomes signals; without it payloads are in the native shape. */
  mapping: MappingOptions.optional(),
  sparkplug: SparkplugOptions.optional(),
});
export type MqttOptions = z.input<typeof MqttOptions>;

/** MQTT 5 section 4.7: `+` stands alone in its level, `#` alone in the last. */
export const isTopicFilter = (filter: string): boolean => {
  const levels = filter.split('/');
  return !filter.includes('\u0000') && levels.every((level, index) => (level.includes('#') ? level === '#' && index === levels.length - 1 : !level.includes('+') || level === '+'));
};

/** What of a source's options does not go together, each by its path. */
export const formatFaults = ({ format, topic, mapping, sparkplug }: { format: string; topic: string; mapping?: unknown; sparkplug?: unknown }): { path: string; message: string }[] => {
  if (format === 'json') return sparkplug === undefined ? [] : [{ path: 'sparkplug', message: '只用于 sparkplug 格式 / only for the format sparkplug' }];
  const faults = mapping === undefined ? [] : [{ path: 'mapping', message: format === 'senml' ? 'SenML 不用映射 / SenML takes no mapping' : 'Sparkplug 不用映射，见 sparkplug.points / Sparkplug takes no mapping; see sparkplug.points' }];
  if (format === 'sparkplug') return isSparkplugFilter(topic) ? faults : [...faults, { path: 'topic', message: 'Sparkplug 主题以 spBv1.0/ 和组名开头 / a Sparkplug topic begins with spBv1.0/ and a group' }];
  return sparkplug === undefined ? faults : [...faults, { path: 'sparkplug', message: '只用于 sparkplug 格式 / only for the format sparkplug' }];
};

/** How many links share a source's messages: of Sparkplug one, which must hear them all in order. */
export const linksOf = ({ format, parallel }: { format: string; parallel: number }): number => (format === 'sparkplug' ? 1 : parallel);

/**
 * Listens to one source: MQTT 5, QoS 1, shared subscription `$share/<group>/<topic>`, kept session. A message is
 * acknowledged to the broker only after `sink.signal` resolved; while that says `unavailable` (or `too-many`) the message
 * is held and offered again with growing pauses. A message that cannot be understood is told to `sink.bad` and
 * acknowledged, so that it never stops the link. Resolves when aborted and closed; what was being stored is waited for.
 * Resolves before that when other clients have taken its sessions over (their client ids were used elsewhere).
 * Throws DomainError `connector-options` where `formatFaults` has any.
 */
export const openMqtt = async (options: z.output<typeof MqttOptions>, sink: Sink, abortSignal: AbortSignal): Promise<void> => {
  const [fault] = formatFaults(options);
  if (fault) throw invalid('connector-options', `mqtt 数据源的选项有误：${fault.path} ${halvesOf(fault.message).zh}`, `The options of the mqtt source are wrong: ${halvesOf(fault.message).en}`, [fault]);
  const { format, mapping } = options;
  const hostId = options.sparkplug?.hostId ?? options.clientId;
  const talk = format === 'sparkplug' ? openSparkplug(hostId, options.sparkplug ?? {}) : undefined;
  const reading: MessageSink = {
    signal: (batch, raw) => sink.signal(batch, raw), state: (state, error) => sink.state(state, error), bad: (error, excerpt) => sink.bad(error, excerpt),
    read: talk?.read ?? messageReader({ format: format === 'senml' ? 'senml' : 'json', ...(mapping && { mapping }) }),
  };
  const way: Pick<LinkOptions, 'subscriptions' | 'voice'> = talk ? { subscriptions: [options.topic, stateTopic(hostId)], voice: talk.voice } : { subscriptions: [`$share/${options.group}/${options.topic}`] };
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
  const slots = options.slot === undefined ? Array.from({ length: linksOf(options) }, (_, index) => index + 1) : [options.slot];
  for (const slot of slots) links.set(slot, { state: 'connecting' });
  tell();
  await Promise.all(slots.map((slot) => openLink({
    brokerUrl: options.brokerUrl,
    clientId: `${options.clientId}-${slot}`,
    ...way,
    sessionExpiry: options.sessionExpiry,
    onState: (state, error) => {
      links.set(slot, { state, error });
      tell();
    },
  }, reading, abortSignal)));
};

export const mqttConnector = defineConnector({ kind: 'mqtt', options: MqttOptions, open: openMqtt });
