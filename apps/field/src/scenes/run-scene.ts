import type { City } from '../city/city.js';
import type { FieldDevice } from '../city/ledger-shape.js';
import type { DemoLine, LineWorld } from '../lines/line.js';
import type { StageDoor } from '../lines/on-stage.js';
import type { LineStage } from '../lines/talk.js';
import { castOf, devicesOf } from './cast.js';
import { playScene } from './play-scene.js';
import type { SceneName } from './scene.js';
import { SCENES } from './scenes.js';
import { openSpeaker } from './speaker.js';

const HOLD_EVERY_MS = 5_000;
/** The everyday field looks twice a second who is on stage. */
const CLEAR_MS = 1_500;

export interface SceneRun {
  name: SceneName;
  seed: number;
  speed: number;
  stay: boolean;
}

export interface SceneTools {
  city: City;
  stage: LineStage;
  lines: readonly DemoLine[];
  push: LineWorld['push'];
  warn: LineWorld['warn'];
  stageDoor: StageDoor;
  /** Enters the players in the device list, and the ledger before it when it does not know their objects. */
  register: (devices: readonly FieldDevice[]) => Promise<boolean>;
  log: (line: string) => void;
}

/** Plays one scene with its own devices while the everyday field, in another process, leaves these alone. Answers whether it was played to its end (or until stopped, when it was to stay). */
export const runScene = async ({ name, seed, speed, stay }: SceneRun, { city, stage, lines, push, warn, stageDoor, register, log }: SceneTools): Promise<boolean> => {
  const cast = castOf(city, seed);
  const scene = SCENES[name](cast, stage.now());
  if (!(await register(devicesOf(cast)))) return false;
  const speaker = openSpeaker(lines, push, warn, stage);
  stageDoor.take(scene.devices);
  const holding = setInterval(() => stageDoor.take(scene.devices), HOLD_EVERY_MS);
  const began = stage.now();
  try {
    log(`情景 ${scene.name}：${scene.title.zh} / ${scene.title.en}（${speed} 倍速）`);
    await stage.sleep(CLEAR_MS);
    await playScene(scene, stage, {
      seed, speed, stay, speak: speaker.speak,
      tell: ({ zh, en }) => log(`  +${Math.round((stage.now() - began) / 1000)} 秒 ${zh} / ${en}`),
    });
    log(stage.stop.aborted ? '情景中止 / stopped' : '情景结束 / over');
    return stay || !stage.stop.aborted;
  } finally {
    clearInterval(holding);
    stageDoor.leave();
    await speaker.close();
  }
};
