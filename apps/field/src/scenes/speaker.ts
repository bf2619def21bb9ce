import { openAisSender, openFireDevice, type AisSender, type FireDevice } from '@one-screen/connectors';
import type { DemoLine, LineWorld } from '../lines/line.js';
import type { LineStage } from '../lines/talk.js';
import type { Said } from './scene.js';

const HOST = '127.0.0.1';
const AGAIN_AFTER_MS = 1_000;

/** The voices of a scene: each thing said goes out over its own protocol, and again until it is taken or the scene is stopped. */
export interface Speaker {
  speak: (said: Said) => Promise<void>;
  close: () => Promise<void>;
}

/** `lines` are those of the aggregator's demo. Throws a plain sentence when a scene needs one that is not there. */
export const openSpeaker = (lines: readonly DemoLine[], push: LineWorld['push'], warn: LineWorld['warn'], { now, sleep, stop }: LineStage): Speaker => {
  const portOf = (id: string): number => {
    const line = lines.find((each) => each.id === id);
    if (!line) throw new Error(`没有找到演示线路 ${id}：汇聚服务须以 DEMO=1 启动，且与情景共用 DATA_DIR / no demo line ${id}: the aggregator must run with DEMO=1 and the same DATA_DIR`);
    return line.port;
  };
  const fireUnits = new Map<string, FireDevice>();
  let station: AisSender | undefined;

  const patiently = async (work: () => Promise<void>): Promise<void> => {
    while (!stop.aborted) {
      try {
        return await work();
      } catch {
        await sleep(AGAIN_AFTER_MS);
      }
    }
  };
  const fire = async (port: number, { address, unit }: Extract<Said, { by: 'fire' }>): Promise<void> => {
    const device = fireUnits.get(address) ?? (await openFireDevice({ host: HOST, port, address }));
    fireUnits.set(address, device);
    await device.sendUnit(unit);
  };
  return {
    speak: async (said) => {
      switch (said.by) {
        case 'pushed': return push(said.source, said.message, now());
        case 'warning': return warn(said.xml);
        case 'fire': {
          const port = portOf('demo-fire-units');
          return patiently(() => fire(port, said));
        }
        case 'ship': {
          const port = portOf('demo-vessels');
          station ??= await openAisSender({ transport: 'udp', host: HOST, port });
          const sender = station;
          return patiently(() => sender.message(said.message));
        }
      }
    },
    close: async () => {
      await Promise.all([...fireUnits.values()].map((device) => device.close()));
      await station?.close();
    },
  };
};
