import { halvesOf, inOneLine } from '@one-screen/domain';
import mqtt, { type IPublishPacket, type MqttClient } from 'mqtt';
import type { ConnectorState, Sink } from '../connector.js';
import { wordsOf } from '../error-words.js';
import { MESSAGES_AT_ONCE, MqttInbox } from './mqtt.inbox.js';

/** One message of ours. */
export interface Said {
  topic: string;
  payload: Buffer;
  qos: 0 | 1;
  retain: boolean;
}

/** What a link has to say itself, where its protocol wants more than a listener. */
export interface LinkVoice {
  /** Said by the broker for us when the link is lost, and when it is closed in good order. Asked anew for each connection. */
  will(): Said;
  /** The link is up and subscribed; `say` speaks on it, without waiting for an answer, until it is lost. */
  up(say: (message: Said) => void): void;
  lost(): void;
}

export interface LinkOptions {
  brokerUrl: string;
  clientId: string;
  /** The whole subscriptions, `$share/<group>/<filter>` where messages are shared. */
  subscriptions: readonly string[];
  voice?: LinkVoice;
  /** Seconds. */
  sessionExpiry: number;
  onState: (state: ConnectorState, error?: string) => void;
}

const KEEPALIVE_S = 30;
const RECONNECT_MS = 1000;
/** The broker must not send more than this at once (MQTT 5 Maximum Packet Size); above 1 MiB a message is bad anyway. */
const MAXIMUM_PACKET = 4 * 1_048_576;
/** MQTT 5 reason code "session taken over": somebody connected with our client id. */
const TAKEN_OVER = 0x8e;
/** MQTT 5 reason code "disconnect with will message". */
const WITH_WILL = 0x04;
/** How long the broker has to hang up after our goodbye. */
const GOODBYE_MS = 500;

/** The library reads on without acknowledging a message whose handler calls back with an error; the acknowledgement is ours. */
const UNANSWERED = new Error('acknowledged when durable');
/** PUBACK, success, in its short form (MQTT 5 section 3.4.2.1). */
const puback = (messageId: number): Buffer => Buffer.from([0x40, 0x02, messageId >> 8, messageId & 0xff]);

/**
 * One connection to the broker. A QoS 1 message is acknowledged when it is durable (see `MqttInbox`). A message that was being held
 * when the connection broke is let go unacknowledged: the broker sends it again on the next one, where its packet id is valid.
 * Resolves when aborted and closed; or, without being aborted, when another client took the session over: connecting again
 * at once would only take it back, so whoever opened the link decides whether the session is still theirs.
 */
export const openLink = (options: LinkOptions, sink: Sink, abortSignal: AbortSignal): Promise<void> => {
  if (abortSignal.aborted) return Promise.resolve();
  const client = mqtt.connect(options.brokerUrl, {
    protocolVersion: 5, clientId: options.clientId, clean: false, resubscribe: false, reconnectPeriod: RECONNECT_MS, reconnectOnConnackError: true,
    connectTimeout: 10_000, keepalive: KEEPALIVE_S, manualConnect: true,
    properties: { sessionExpiryInterval: options.sessionExpiry, receiveMaximum: MESSAGES_AT_ONCE, maximumPacketSize: MAXIMUM_PACKET },
  });
  const openInbox = (): MqttInbox => new MqttInbox(sink, (messageId) => void (client.connected && client.stream.write(puback(messageId))));
  let inbox = openInbox();
  /** Those of lost connections still store what they hold. */
  const finishing = new Set<Promise<void>>();
  let lastError: string | undefined;
  let subscribing = false;
  let stopping = false;
  const { voice } = options;
  const say = (message: Said): void => {
    if (!client.connected || stopping) return;
    const { topic, payload, qos, retain } = message;
    // What is lost with the connection is said anew on the next.
    client.publish(topic, payload, { qos, retain }, () => undefined);
  };
  if (voice) client.options.will = voice.will();

  client.handleMessage = (packet: IPublishPacket, done): void => {
    if (stopping) return; // Never called back: it stays with the broker.
    inbox.take(packet, () => done(UNANSWERED));
  };
  const breathing = keepBreathing(client, () => inbox.isFull);

  client.on('connect', ({ sessionPresent }) => {
    lastError = undefined;
    if (sessionPresent) options.onState('up');
    subscribing = true;
    void subscribe(client, options).then((granted) => granted && voice?.up(say)).finally(() => {
      subscribing = false;
    });
  });
  client.on('error', (error) => {
    lastError = wordsOf(error);
    if (!client.connected) options.onState('down', lastError);
  });
  client.on('close', () => {
    inbox.lose();
    const finished = inbox.finish().finally(() => finishing.delete(finished));
    finishing.add(finished);
    inbox = openInbox();
    voice?.lost();
    if (voice) client.options.will = voice.will();
    if (!stopping) options.onState('down', lastError ?? '连接已断开 / connection closed');
  });

  return new Promise((resolve) => {
    const stop = (error?: string): void => {
      if (stopping) return;
      stopping = true;
      const isUnread = inbox.isFull;
      void Promise.all([inbox.finish(), ...finishing]).finally(() => {
        clearInterval(breathing);
        // The library would connect again after an end that came before the broker's answer.
        client.options.reconnectPeriod = 0;
        // Nor does it end in good order while it waits for an answer or does not read.
        client.end(!client.connected || subscribing || isUnread, voice ? { reasonCode: WITH_WILL } : {}, () => {
          clearTimeout(impatient);
          options.onState('down', error);
          resolve();
        });
        const impatient = setTimeout(() => client.stream.destroy(), GOODBYE_MS);
      });
    };
    client.on('disconnect', ({ reasonCode }) => {
      if (reasonCode === TAKEN_OVER) stop('会话被另一客户端接管（客户端标识重复） / another client has taken the session over');
      else lastError = `消息代理断开了连接（原因码 ${reasonCode ?? 0}） / the broker closed the connection (reason ${reasonCode ?? 0})`;
    });
    abortSignal.addEventListener('abort', () => stop(), { once: true });
    client.connect();
  });
};

const subscribe = async (client: MqttClient, { subscriptions, onState }: LinkOptions): Promise<boolean> => {
  try {
    const refused = (await client.subscribeAsync([...subscriptions], { qos: 1 })).find((granted) => granted.qos >= 128);
    if (refused) throw new Error(`被拒绝，原因码 ${refused.qos} / refused with reason ${refused.qos}`);
    onState('up');
    return true;
  } catch (error) {
    const why = halvesOf(wordsOf(error));
    if (client.connected) onState('down', inOneLine({ zh: `订阅 ${subscriptions.join('、')} 失败：${why.zh}`, en: `subscribing to ${subscriptions.join(', ')} failed: ${why.en}` }));
    return false;
  }
};

/**
 * While our hands are full the library reads nothing, not even the answers to its pings, and would hang up; so the ping is
 * sent here and the library's own watch set back. A dead connection still ends: the broker hears no ping, or TCP gives up.
 */
const keepBreathing = (client: MqttClient, isFull: () => boolean): NodeJS.Timeout =>
  setInterval(() => {
    if (!client.connected || !isFull()) return;
    client.sendPing();
    client.reschedulePing(true);
  }, (KEEPALIVE_S * 1000) / 3).unref();
