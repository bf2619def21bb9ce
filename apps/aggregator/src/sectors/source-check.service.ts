import { createSocket } from 'node:dgram';
import { createServer, isIPv6 } from 'node:net';
import { Injectable } from '@nestjs/common';
import { inBothLanguages, probe } from '@one-screen/connectors';
import { sendsWithToken, type SourceCheckView } from '@one-screen/contracts';
import { conflict, halvesOf, missing, type Bilingual } from '@one-screen/domain';
import { AuditService } from '../identity/audit.service.js';
import { iso } from '../journal/instant.js';
import { connectorOf } from './connector-kinds.js';
import { FieldLead } from './field-lead.js';
import { addressOf } from './source-address.js';
import { SourceLinks, type SourceNow } from './source-links.js';
import { SourceRegistry } from './source-registry.js';
import type { Source } from './source.row.js';
import type { Keeper } from './sources.service.js';
import { trialOf } from './trial.js';

/** A poll may take so long, milliseconds; the screen waits 15 s for the answer. */
const LOOK_MS = 10_000;
type Found = Pick<SourceCheckView, 'findings' | 'read'>;
/** For people: to the second, Beijing time. */
const clock = (at: number): string => iso(at).slice(0, 19).replace('T', ' ');
const finding = (well: boolean, zh: string, en: string): SourceCheckView['findings'][number] => ({ well, text: { zh, en } });
/** What is not well, with the reason in each language. */
const told = (zh: string, en: string, reason: string): SourceCheckView['findings'][number] => {
  const why = halvesOf(inBothLanguages(reason));
  return finding(false, why.zh ? `${zh}：${why.zh}` : zh, why.en ? `${en}: ${why.en}` : en);
};

/**
 * Says what happens at a source with a line of its own: whether the port we listen on is held and who came last, or what one poll beside the
 * running one gives and how it reads. Stores nothing and counts nothing. One check of a source at a time.
 */
@Injectable()
export class SourceCheck {
  private readonly running = new Set<string>();

  constructor(
    private readonly registry: SourceRegistry,
    private readonly links: SourceLinks,
    private readonly lead: FieldLead,
    private readonly audit: AuditService,
  ) {}

  /** Throws `no-such-source` (404), `check-runs` (409). */
  async check(by: Keeper, id: string): Promise<SourceCheckView> {
    const source = this.registry.get(id);
    if (!source) throw missing('no-such-source', '没有这个数据源', 'There is no such source');
    if (this.running.has(id)) throw conflict('check-runs', '该数据源正在检查，请稍候', 'This source is being checked already');
    this.running.add(id);
    const began = performance.now();
    try {
      const address = addressOf(source.kind, source.options);
      const { findings, read } = await this.look(source, address.how);
      const well = findings.every((each) => each.well);
      await this.audit.record([{ actor: by.name, action: 'source.checked', object: `source:${id}`, result: 'done', ip: by.ip, detail: well ? 'well' : 'not well' }]);
      return { at: iso(Date.now()), tookMs: Math.round(performance.now() - began), address, well, findings, ...(read && { read }) };
    } finally {
      this.running.delete(id);
    }
  }

  private async look(source: Source, how: SourceCheckView['address']['how']): Promise<Found> {
    const now = this.links.now(source, Date.now());
    if (source.disabled) return { findings: [finding(false, '数据源已停用，未监听也未轮询', 'The source is disabled: nothing listens or asks')] };
    if (how === 'asks') return this.poll(source);
    const line = sendsWithToken(source.kind) ? [] : [lineOf(now)];
    const port = how === 'listens' ? await portOf(source) : [];
    const here = this.lead.leads || how !== 'listens' ? [] : [finding(false, '本实例不接现场，请在主实例上检查', 'This instance does not hold the field lines; check at the one that leads')];
    return { findings: [...here, ...port, ...line, ...(how === 'listens' ? [peerOf(now)] : []), heardOf(now)] };
  }

  private async poll(source: Source): Promise<Found> {
    const connector = connectorOf(source.kind);
    if (!connector) return { findings: [finding(false, '此类数据源不能试读', 'A source of this kind cannot be asked')] };
    const seen = await probe(connector, source.options, LOOK_MS);
    const failure = seen.states.find(({ state }) => state === 'down');
    if (seen.batch) {
      const read = { ...trialOf(seen.batch), excerpt: seen.excerpt ?? '' };
      const good = finding(read.good > 0, `试读成功：${read.good} 条可用，${read.bad} 条有误`, `Read: ${read.good} good, ${read.bad} bad`);
      return { findings: [finding(true, '已连上', 'Connected'), good], read };
    }
    if (seen.bad !== undefined) {
      return { findings: [finding(true, '已连上', 'Connected'), told('收到的内容无法理解', 'What came cannot be understood', seen.bad)], read: { ...trialOf([]), excerpt: seen.excerpt ?? '' } };
    }
    if (failure) return { findings: [told('连不上', 'No connection', failure.error ?? '')] };
    const up = seen.states.some(({ state }) => state === 'up');
    return { findings: [finding(up, up ? '已连上' : '未连上', up ? 'Connected' : 'Not connected'), finding(false, `${LOOK_MS / 1000} 秒内没有内容`, `Nothing came within ${LOOK_MS / 1000} s`)] };
  }
}

const lineOf = ({ link, lastError }: SourceNow): SourceCheckView['findings'][number] => {
  const states: Record<typeof link.state, Bilingual> = {
    up: { zh: '链路正常', en: 'The link is up' }, connecting: { zh: '等待对方连接', en: 'Waiting for somebody to connect' }, silent: { zh: '静默：超过时限没有有效数据', en: 'Silent: no valid data within its interval' },
    faulty: { zh: '异常：坏报文过多', en: 'Faulty: too many bad messages' }, down: { zh: '中断', en: 'Down' }, disabled: { zh: '已停用', en: 'Disabled' },
  };
  const why = halvesOf(link.state === 'up' || !lastError ? '' : lastError.error);
  return finding(link.state === 'up' || link.state === 'connecting', `${states[link.state].zh}${why.zh && `（${why.zh}）`}`, `${states[link.state].en}${why.en && ` (${why.en})`}`);
};

/** Only a port of our own has callers: a door is everybody's, and at a broker nobody sees who publishes. */
const peerOf = ({ lastPeer }: SourceNow): SourceCheckView['findings'][number] =>
  lastPeer ? finding(true, `最近连接来自 ${lastPeer.name}，${clock(lastPeer.at)}`, `Last connection from ${lastPeer.name}, ${clock(lastPeer.at)}`) : finding(false, '本次运行以来没有连接来过', 'Nobody has connected since the program started');
const heardOf = ({ lastSeenAt }: SourceNow): SourceCheckView['findings'][number] =>
  lastSeenAt === undefined ? finding(false, '从未收到有效数据', 'No valid data ever came') : finding(true, `最近有效数据 ${clock(lastSeenAt)}`, `Last valid data ${clock(lastSeenAt)}`);

/** Whether the port is held: found by asking for it ourselves, so that no connection is made and the link's state stays what it is. */
const portOf = async ({ options }: Source): Promise<SourceCheckView['findings']> => {
  const [host, port] = [typeof options['host'] === 'string' ? options['host'] : '0.0.0.0', Number(options['port'])];
  const code = await (options['transport'] === 'udp' ? askUdp(host, port) : askTcp(host, port));
  if (code === 'EADDRINUSE') return [finding(true, `端口 ${port} 已打开`, `Port ${port} is open`)];
  if (code === undefined) return [finding(false, `端口 ${port} 没有打开`, `Port ${port} is not open`)];
  return [told(`端口 ${port} 不能监听`, `Port ${port} cannot be listened on`, code)];
};
const codeOf = (error: NodeJS.ErrnoException): string => error.code ?? error.message;
const askTcp = (host: string, port: number): Promise<string | undefined> => new Promise((resolve) => {
  const server = createServer();
  server.once('error', (error) => resolve(codeOf(error)));
  server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)));
});
const askUdp = (host: string, port: number): Promise<string | undefined> => new Promise((resolve) => {
  const socket = createSocket({ type: isIPv6(host) ? 'udp6' : 'udp4' });
  socket.once('error', (error) => {
    socket.close();
    resolve(codeOf(error));
  });
  socket.bind({ port, address: host, exclusive: true }, () => socket.close(() => resolve(undefined)));
});
