import { addressOf } from './source-address.js';

describe('where a source is found', () => {
  it('tells listening from asking, and both from our own doors', () => {
    expect(addressOf('jt808', { host: '0.0.0.0', port: 7611 })).toEqual({ how: 'listens', at: 'tcp://0.0.0.0:7611' });
    expect(addressOf('ais', { transport: 'udp', port: 10110 })).toEqual({ how: 'listens', at: 'udp://0.0.0.0:10110' });
    expect(addressOf('ais', { transport: 'tcp-connect', host: '2001:db8::1', port: 10110 })).toEqual({ how: 'asks', at: 'tcp://[2001:db8::1]:10110' });
    expect(addressOf('modbus', { host: '192.0.2.1', port: 502 })).toEqual({ how: 'asks', at: 'tcp://192.0.2.1:502' });
    expect(addressOf('http-pull', { url: 'http://192.0.2.2/x' })).toEqual({ how: 'asks', at: 'http://192.0.2.2/x' });
    expect(addressOf('mqtt', { topic: 'city/#' })).toEqual({ how: 'subscribes', at: 'city/#' });
    expect(addressOf('http', {})).toEqual({ how: 'door', at: '/api/intake/alarms' });
    expect(addressOf('http', { format: 'senml' })).toEqual({ how: 'door', at: '/api/intake/signals' });
    expect(addressOf('cap', {})).toEqual({ how: 'door', at: '/api/intake/cap' });
  });
});
