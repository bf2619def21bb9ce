import type { ClientSession, ClientSubscription, OPCUAClient, ReadValueIdOptions } from 'node-opcua-client';
import { setTimeout as pause } from 'node:timers/promises';
import { wordsOf } from '../error-words.js';
import { APPLICATION_URI, identityOf, trustOf } from './opcua.identity.js';
import { opcuaLibrary, type Opcua } from './opcua.library.js';
import type { OpcuaSettings } from './opcua.options.js';
import type { DataValue } from './opcua.value.js';

/** One session with one subscription. */
export interface Link {
  /** Fires when the connection, the session or the subscription is over; its reason says why. */
  readonly gone: AbortSignal;
  /** Reads the values of nodes, in their order. Rejects when the server does not answer in time (the link is over then). */
  read(nodeIds: readonly string[]): Promise<DataValue[]>;
  /** Has nodes monitored; `changed` hears of each by its place. Answers, by place, why a node cannot be monitored. */
  monitor(nodeIds: readonly string[], deadband: number | undefined, changed: (index: number, value: DataValue) => void): Promise<(string | undefined)[]>;
  /** Rejects when the server does not run, or has not published for longer than it promised. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** Nodes in one request at most; what servers allow begins at some hundreds. */
const PORTION = 100;
/** A server without news says at least so often that it lives, ms. */
const KEEP_ALIVE_MS = 5_000;
const QUEUE = 10;
/** Server_ServerStatus_State (OPC 10000-5 6.3.9), of which 0 is Running. */
const SERVER_STATE = 'i=2259';
const STATES = ['Running', 'Failed', 'NoConfiguration', 'Suspended', 'Shutdown', 'Test', 'CommunicationFault', 'Unknown'];

const BY_URI = /^nsu=([^;]*);/;
/** A namespace nobody has: of a node in it the server says that it is unknown, and the others go on. */
const NO_NAMESPACE = 65_535;

/** Node ids by a server's list of namespaces (OPC 10000-5 6.3.8: the place in the list is the number). */
const byNumber = (namespaces: readonly string[]) => (nodeId: string): string => nodeId.replace(BY_URI, (_whole, uri: string) => {
  const place = namespaces.indexOf(uri.replaceAll('%3B', ';').replaceAll('%25', '%'));
  return `ns=${place < 0 ? NO_NAMESPACE : place};`;
});

/** Connects, signs in and subscribes. Rejects with the reason in one line, with nothing left open. */
export const openLink = async (options: OpcuaSettings, abortSignal: AbortSignal): Promise<Link> => {
  const opcua = await opcuaLibrary();
  const identity = await identityOf(opcua, options.pki);
  const client = opcua.OPCUAClient.create({
    applicationName: 'OneScreen', applicationUri: APPLICATION_URI, clientName: 'OneScreen', endpointMustExist: false,
    securityMode: options.securityMode, securityPolicy: options.securityPolicy ?? (options.securityMode === 'None' ? 'None' : 'Basic256Sha256'),
    certificateKeyPairProvider: identity, clientCertificateManager: trustOf(opcua, options.serverFingerprint, identity.getCertificate()),
    // No retries of its own: a link that is lost is told, and made anew by `retrying`.
    connectionStrategy: { maxRetry: 0, initialDelay: 100, maxDelay: 100 }, keepSessionAlive: false,
    // A socket may be still for as long as a server without news and without our questions is; requests have their own limit.
    transportTimeout: options.timeout + 3 * KEEP_ALIVE_MS, defaultTransactionTimeout: options.timeout, requestedSessionTimeout: 60_000,
  });
  const gone = new AbortController();
  const over = (reason: string): void => gone.abort(new Error(reason));
  client.on('connection_lost', () => over('连接中断 / the connection was lost'));
  client.on('close', () => over('连接已关闭 / the connection is closed'));
  client.on('timed_out_request', (request) => over(`${request.constructor.name} 在 ${options.timeout} ms 内无应答 / no answer within ${options.timeout} ms: ${request.constructor.name}`));
  const close = closing(client, options.timeout);
  const stop = (): void => void close();
  abortSignal.addEventListener('abort', stop, { once: true });
  try {
    await client.connect(options.endpoint);
    const session = await client.createSession(options.username === undefined ? undefined : { type: opcua.UserTokenType.UserName, userName: options.username, password: options.password ?? '' });
    session.on('session_closed', () => over('会话已关闭 / the session is closed'));
    const subscription = await session.createSubscription2({
      requestedPublishingInterval: options.publishingInterval, requestedMaxKeepAliveCount: Math.max(1, Math.ceil(KEEP_ALIVE_MS / options.publishingInterval)),
      requestedLifetimeCount: Math.max(60, Math.ceil(60_000 / options.publishingInterval)), maxNotificationsPerPublish: 0, publishingEnabled: true, priority: 1,
    });
    if (abortSignal.aborted) throw new Error('已停止 / stopped');
    const nodeIdOf = options.nodes.some(({ nodeId }) => BY_URI.test(nodeId)) ? byNumber(await session.readNamespaceArray()) : (nodeId: string) => nodeId;
    return { gone: gone.signal, close, ...conversation({ opcua, session, subscription, options, over, nodeIdOf }) };
  } catch (error) {
    await close();
    throw new Error(wordsOf(gone.signal.aborted && !(error instanceof Error) ? gone.signal.reason : error), { cause: error });
  } finally {
    abortSignal.removeEventListener('abort', stop);
  }
};

/** Ends session and connection, once; a server that no longer answers is left after the time of one answer. */
const closing = (client: OPCUAClient, timeout: number): (() => Promise<void>) => {
  let closed: Promise<void> | undefined;
  return () => (closed ??= Promise.race([client.disconnect().catch(() => undefined), pause(timeout + 1_000, undefined, { ref: false })]));
};

interface Open {
  opcua: Opcua;
  session: ClientSession;
  subscription: ClientSubscription;
  options: OpcuaSettings;
  over: (reason: string) => void;
  /** How the server numbers a node. */
  nodeIdOf: (nodeId: string) => string;
}

const conversation = ({ opcua, session, subscription, options, over, nodeIdOf }: Open): Pick<Link, 'read' | 'monitor' | 'check'> => {
  let publishedAt = performance.now();
  const published = (): void => void (publishedAt = performance.now());
  subscription.on('keepalive', published);
  subscription.on('raw_notification', published);
  subscription.on('terminated', () => over('订阅已终止 / the subscription has ended'));
  subscription.on('status_changed', (status) => over(`订阅已终止：${status.name} / the subscription has ended: ${status.name}`));
  for (const trouble of ['internal_error', 'error'] as const) subscription.on(trouble, (error: Error) => over(wordsOf(error)));
  const promised = 2 * subscription.publishingInterval * subscription.maxKeepAliveCount + options.timeout;
  const value = (nodeId: string): ReadValueIdOptions => ({ nodeId: opcua.coerceNodeId(nodeIdOf(nodeId)), attributeId: opcua.AttributeIds.Value });

  const monitorPart = async (nodeIds: readonly string[], deadband: number | undefined, changed: (index: number, value: DataValue) => void): Promise<(string | undefined)[]> => {
    const filter = deadband === undefined ? null : new opcua.DataChangeFilter({ trigger: opcua.DataChangeTrigger.StatusValue, deadbandType: opcua.DeadbandType.Absolute, deadbandValue: deadband });
    const group = await subscription.monitorItems(nodeIds.map(value), { samplingInterval: options.samplingInterval, queueSize: QUEUE, discardOldest: true, filter }, opcua.TimestampsToReturn.Both);
    group.on('changed', (_item, dataValue, index) => changed(index, dataValue));
    return group.monitoredItems.map(({ statusCode }) => (statusCode.isGood() ? undefined : statusCode.name));
  };

  return {
    async read(nodeIds) {
      const values: DataValue[] = [];
      for (let from = 0; from < nodeIds.length; from += PORTION) values.push(...await session.read(nodeIds.slice(from, from + PORTION).map(value)));
      return values;
    },
    async monitor(nodeIds, deadband, changed) {
      const errors: (string | undefined)[] = [];
      for (let from = 0; from < nodeIds.length; from += PORTION) errors.push(...await monitorPart(nodeIds.slice(from, from + PORTION), deadband, (index, dataValue) => changed(from + index, dataValue)));
      return errors;
    },
    async check() {
      const [state] = await session.read([value(SERVER_STATE)]);
      const code: unknown = state?.value.value;
      // What has no such node (small devices) is judged by its publishing alone.
      if (typeof code === 'number' && code !== 0) throw new Error(`服务器未运行：${STATES[code] ?? code} / the server does not run: ${STATES[code] ?? code}`);
      if (performance.now() - publishedAt > promised) throw new Error(`订阅超过 ${Math.round(promised)} ms 没有消息 / the subscription was silent for more than ${Math.round(promised)} ms`);
    },
  };
};
