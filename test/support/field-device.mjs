/*
 * One device of the field in a process of its own, to be killed and frozen: `fork` it with a JSON of { kind, port }. Twice a second it
 * speaks; told `rave` it sends rubbish instead, told `speak` it comes to its senses. `modbus` and `stranger` are servers.
 */
import { openAisSender, openFireDevice, openHj212Station, openJt808Terminal } from '@one-screen/connectors';
import { connect, createServer } from 'node:net';
import modbusSerial from 'modbus-serial';

const { kind, port } = JSON.parse(process.argv[2]);
const host = '127.0.0.1';
const hex = (text) => Buffer.from(text.replaceAll(' ', ''), 'hex');
const MINUTE = 60_000;

/** Each opens its device, and answers how it speaks and what it sends when it raves. */
const DEVICES = {
  jt808: async () => {
    const terminal = await openJt808Terminal({ host, port, phone: '13800000077', plate: '浙JT0077', version: '2019', answerMs: 2_000 });
    return { speak: () => terminal.locate({ lon: 121.13, lat: 28.85, status: 0b11, alarms: 1 }), rubbish: hex('7e 0002 0000 0138 0000 0077 0001 ff 7e'), close: () => terminal.close() };
  },
  gbt26875: async () => {
    const device = await openFireDevice({ host, port, address: '889', answerMs: 2_000 });
    const fire = { sysType: 1, sysAddr: 1, compType: 40, zone: 10, position: 2, state: 0b10, text: '一层走廊' };
    return {
      speak: () => device.sendUnit({ type: 2, objects: [{ ...fire, at: Date.now() }] }), close: () => device.close(),
      rubbish: hex('4040 0100 0101 203a091a090c 790300000000 385b01000000 0900 02 15 01 08 023a091a090c 00 2323'),
    };
  },
  hj212: async () => {
    const station = await openHj212Station({ host, port, mn: 'MN77', version: '2017', answerMs: 2_000 });
    // By its own clock the dust has stood high for twenty minutes.
    await station.report({ a34002: 210 }, { at: Date.now() - 20 * MINUTE });
    return { speak: () => station.report({ a34002: 210 }), rubbish: Buffer.from('##0089QN=20160801085857223;ST=39;CN=2011;PW=123456;MN=MN77;Flag=5;CP=&&a34002-Rtd=1.0&&0000\r\n'), close: () => station.close() };
  },
  ais: async () => {
    const sender = await openAisSender({ transport: 'udp', host, port });
    return { speak: () => sender.position({ mmsi: 970_000_077, lon: 121.4, lat: 28.7, speedKn: 0, courseDeg: 0, status: 14 }), rave: () => sender.sendLine('!AIVDM,1,1,,A,garbage,0*00'), close: () => sender.close() };
  },
  modbus: async () => {
    // The first register: combustible gas in tenths of %LEL.
    const server = new modbusSerial.ServerTCP({ getHoldingRegister: (_address, _unit, answer) => answer(null, 620) }, { host, port, unitID: 1 });
    server.on('socketError', () => undefined);
    return { speak: () => undefined, close: () => undefined };
  },
  stranger: async () => {
    createServer((socket) => socket.on('error', () => undefined).on('data', () => socket.write('~~@@##'))).listen(port, host);
    return { speak: () => undefined, close: () => undefined };
  },
};

let raving = false;
let device;
let raw;
const rave = async () => {
  if (device.rave) return device.rave();
  raw ??= connect({ host, port }).on('error', () => (raw = undefined)).on('close', () => (raw = undefined));
  raw?.write(device.rubbish);
};
const turn = async () => {
  try {
    device ??= await DEVICES[kind]();
    if (raving) await rave();
    else await device.speak();
  } catch {
    // Nobody heard; it begins anew.
    await Promise.resolve(device?.close()).catch(() => undefined);
    device = undefined;
  }
  setTimeout(turn, 500);
};
process.on('message', (wanted) => {
  raving = wanted === 'rave';
  if (!raving) raw?.destroy();
});
process.on('disconnect', () => process.exit(0));
await turn();
process.send?.('ready');
