import type { IPublishPacket } from 'mqtt';
import type { MessageSink } from './mqtt.message.js';
import { takeMessage } from './mqtt.message.js';

/** Messages and bytes of one connection that may be in our hands at once; the broker may send no more QoS 1 messages ahead (MQTT 5 Receive Maximum). */
export const MESSAGES_AT_ONCE = 64;
const BYTES_AT_ONCE = 8 * 1_048_576;

interface Held {
  packet: IPublishPacket;
  /** It is dealt with and may be acknowledged. */
  isTaken: boolean;
}

/**
 * What one connection brought and is not dealt with yet. Messages are read and offered one after the other, as they were sent, but wait
 * for their commits together, or each would pay for one alone; a message that cannot be stored now holds up those not yet offered.
 * QoS 1 messages are acknowledged in the order they came (MQTT 5 section 4.6), each after it is durable.
 */
export class MqttInbox {
  private readonly released = new AbortController();
  /** Everything not dealt with, or not acknowledged because one before it is not. Oldest first. */
  private held: Held[] = [];
  private readonly unread: Held[] = [];
  private readonly refused = new Set<Promise<unknown>>();
  private readonly underWay = new Set<Promise<unknown>>();
  private bytes = 0;
  private isReading = false;
  private next: (() => void) | undefined;

  constructor(
    private readonly sink: MessageSink,
    private readonly acknowledge: (messageId: number) => void,
  ) {}

  /** Whether the connection must not be read: too much is in our hands. */
  get isFull(): boolean {
    return this.next !== undefined;
  }

  /** Takes a message; calls `next` when another may come. */
  take(packet: IPublishPacket, next: () => void): void {
    const held = { packet, isTaken: false };
    this.held.push(held);
    this.unread.push(held);
    this.bytes += packet.payload.length;
    if (this.hasRoom()) next();
    else this.next = next;
    if (!this.isReading) void this.read();
  }

  /** Nothing is acknowledged any more, and what cannot be stored is let go: the connection is lost. */
  lose(): void {
    this.held = [];
    this.next = undefined;
    this.release();
  }

  /** What is being stored is waited for and still acknowledged; what cannot be stored now is let go, what was not offered yet too. */
  async finish(): Promise<void> {
    this.next = undefined;
    this.release();
    while (this.underWay.size) await Promise.all(this.underWay);
  }

  private release(): void {
    this.unread.length = 0;
    this.released.abort();
  }

  private hasRoom(): boolean {
    return this.held.length < MESSAGES_AT_ONCE && this.bytes < BYTES_AT_ONCE;
  }

  private async read(): Promise<void> {
    this.isReading = true;
    while (this.unread.length) {
      while (this.refused.size) await Promise.all(this.refused);
      const held = this.unread.shift();
      if (held) await new Promise<void>((offered) => this.offer(held, offered));
    }
    this.isReading = false;
  }

  private offer(held: Held, offered: () => void): void {
    const { packet } = held;
    const taking: Promise<void> = takeMessage(packet.payload, this.sink, this.released.signal, packet.topic, (stored) => {
      stored.catch(() => this.refused.add(taking));
      offered();
    }).then((isTaken) => {
      held.isTaken = isTaken;
      this.underWay.delete(taking);
      this.refused.delete(taking);
      this.bytes -= packet.payload.length;
      this.settle();
      offered();
    });
    this.underWay.add(taking);
  }

  private settle(): void {
    while (this.held[0]?.isTaken) {
      const { messageId, qos } = this.held.shift()!.packet;
      if (qos === 1 && messageId !== undefined) this.acknowledge(messageId);
    }
    if (!this.next || !this.hasRoom()) return;
    const { next } = this;
    this.next = undefined;
    next();
  }
}
