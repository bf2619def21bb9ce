import type { Sink } from '../connector.js';
import { opcuaConnector } from './opcua.connector.js';

const node = { nodeId: 'ns=2;s=Tank1.Level', point: 'tank-level', unit: '%', deviceCode: 'T-1' };
const sink: Sink = { signal: () => Promise.resolve(), state: () => undefined, bad: () => undefined };
const faults = async (more: object): Promise<unknown> =>
  opcuaConnector.open({ endpoint: 'opc.tcp://plc:4840', nodes: [node], ...more }, sink, AbortSignal.abort()).then(() => [], (error: { details: { path: string }[] }) => error.details.map(({ path }) => path));

describe('the options of an OPC UA source', () => {
  it('are taken with their defaults', () => {
    expect(opcuaConnector.options.parse({ endpoint: 'opc.tcp://plc:4840', nodes: [node] })).toMatchObject({ securityMode: 'None', publishingInterval: 1_000, samplingInterval: 500, refresh: 30_000, timeout: 5_000 });
  });

  it('name a node in any of its four ways, its namespace by number or by name', async () => {
    for (const nodeId of ['i=2258', 'ns=3;i=1001', 'ns=2;s=储罐 1.液位', 'ns=1;g=09087e75-8e5e-499b-954f-f2a9603db28a', 'ns=1;b=M/RbKBsRVkePCePcx24oRA==', 'nsu=http://plant.example/tanks;s=T1;level']) expect(await faults({ nodes: [{ ...node, nodeId }] })).toEqual([]);
    for (const nodeId of ['Tank1.Level', 'ns=2', 'ns=x;i=1', 'i=', 'ns=1;g=1', 's=a\nb', 'nsu=;i=1', 'nsu=urn:x']) expect(await faults({ nodes: [{ ...node, nodeId }] })).toContain('nodes[0].nodeId');
  });

  it('are checked, each fault by its path', async () => {
    expect(await faults({ endpoint: 'http://plc', publishingInterval: 1, deadband: -1 })).toEqual(['endpoint', 'publishingInterval', 'deadband']);
    expect(await faults({ nodes: [] })).toEqual(['nodes']);
    expect(await faults({ nodes: [node, { ...node, nodeId: 'i=5' }] })).toEqual(['nodes[1].point']);
    expect(await faults({ securityMode: 'Sign', securityPolicy: 'None' })).toEqual(['securityPolicy']);
    expect(await faults({ password: 'x' })).toEqual(['username']);
    expect(await faults({ serverFingerprint: 'ab'.repeat(32) })).toEqual(['serverFingerprint']);
    expect(await faults({ securityMode: 'SignAndEncrypt', serverFingerprint: 'AB:'.repeat(31) + 'AB', username: 'u', password: 'p' })).toEqual([]);
  });
});
