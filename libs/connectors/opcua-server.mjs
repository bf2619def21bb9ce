/*
 * A real OPC UA server for tests, in a process of its own so that it can be killed and frozen: `fork` it with a JSON of
 * { port, username?, password? } and talk by messages (src/opcua/opcua.simulator.ts does). Needs node-opcua, a development dependency.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import opcua from 'node-opcua';

const { port, username, password } = JSON.parse(process.argv[2]);
const folder = mkdtempSync(join(tmpdir(), 'one-screen-opcua-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const certificates = new opcua.OPCUACertificateManager({ rootFolder: folder, automaticallyAcceptUnknownCertificate: true, disableFileWatchers: true });
const server = new opcua.OPCUAServer({
  port, host: '127.0.0.1', hostname: '127.0.0.1', serverCertificateManager: certificates, userCertificateManager: certificates,
  nodeset_filename: [opcua.nodesets.standard], allowAnonymous: username === undefined,
  userManager: { isValidUser: (name, secret) => name === username && secret === password },
});
const tell = (message) => process.send?.(message);

await server.initialize();
const namespace = server.engine.addressSpace.getOwnNamespace();
const plant = namespace.addObject({ organizedBy: server.engine.addressSpace.rootFolder.objects, browseName: 'Plant' });
const variables = new Map();

/** Lets `nodeId` show a value, as a device would: source time now unless told otherwise. */
const set = ({ nodeId, dataType, declared = dataType, value, array = false, status = 'Good', sourceTimestamp }) => {
  const variable = variables.get(nodeId) ?? namespace.addVariable({ componentOf: plant, nodeId, browseName: nodeId, dataType: declared, valueRank: array ? 1 : -1, minimumSamplingInterval: 50 });
  variables.set(nodeId, variable);
  const arrayType = array ? opcua.VariantArrayType.Array : opcua.VariantArrayType.Scalar;
  variable.setValueFromSource({ dataType: opcua.DataType[dataType], arrayType, value }, opcua.StatusCodes[status], sourceTimestamp === undefined ? new Date() : new Date(sourceTimestamp));
};
const remove = ({ nodeId }) => {
  namespace.deleteNode(variables.get(nodeId));
  variables.delete(nodeId);
};
const deeds = { set, remove };

process.on('message', ({ id, deed, ...what }) => {
  try {
    deeds[deed](what);
    tell({ id });
  } catch (error) {
    tell({ id, error: String(error) });
  }
});
const stop = () => server.shutdown(0).catch(() => undefined).finally(() => process.exit(0));
process.on('SIGTERM', stop);
process.on('disconnect', stop);

await server.start();
tell({ started: true, namespaceUri: namespace.namespaceUri, fingerprint: createHash('sha256').update(server.getCertificate()).digest('hex') });
