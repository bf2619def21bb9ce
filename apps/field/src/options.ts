import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { SCENE_NAMES, type SceneName } from './scenes/scene.js';

/** What the field was asked to do. */
export interface FieldOptions {
  url: string;
  /** One token for all sectors; otherwise `tokensFile`. */
  token?: string;
  tokensFile: string;
  seed: number;
  /** Flood size; undefined: a normal day. */
  storm?: number;
  /** A scene to play; undefined: none. */
  scene?: SceneName;
  /** The scene runs so many times faster; what rules wait for by the clock does not. */
  sceneSpeed: number;
  /** The scene stays at its gravest moment until stopped. */
  sceneStay: boolean;
  /** Opening and the rest of the day, then end. */
  once: boolean;
  /** Demo time runs so many times faster than the clock. */
  speed: number;
  seedLedger: boolean;
  /** The opening carries a red alarm. */
  opening: boolean;
}

/**
 * A day has 60–90 alarms, one in 16–24 minutes. Fifteen times faster that is one in 65–95 s, day and night taken together.
 */
export const DEFAULT_SPEED = 15;
export const DEFAULT_SEED = 331082001;

export const USAGE = `演示城市（古城街道）用法：npm run field -- [选项]
  --url <地址>        汇聚服务地址，默认 http://127.0.0.1:$PORT（8080）
  --tokens <文件>     各领域来源令牌文件，默认 $DATA_DIR/demo-sources.json
  --token <令牌>      所有领域共用一个令牌（也可用环境变量 FIELD_TOKEN）
  --seed <整数>       随机种子，同一种子同一天（默认 ${DEFAULT_SEED}）
  --speed <倍数>      演示时间倍速（默认 ${DEFAULT_SPEED}：平均 65～95 秒一条告警）
  --seed-ledger       先写入网格和监管对象台账
  --opening           开场含一条红色告警
  --once              播完开场和当天剩余计划后退出
  --storm <条数>      告警洪峰：30 秒内发出这么多条后退出
  --scene <情景>      演示一个情景后退出，演示城市运行时也可用（play one scene, also while the demo runs）：
                      gas-leak 可燃气体泄漏 黄→橙→红      fire 火灾 橙→红
                      typhoon 台风 预警蓝→红、积水、停工    overload 塔机超力矩 黄→橙→红
                      lift-trapped 电梯困人 红              vessel-lost 渔船遇险 红
  --scene-speed <倍>  情景倍速（默认 1；规则的延时按真实时钟，不随倍速缩短）
  --scene-stay        停留在最严重的一刻，按 Ctrl+C 结束（默认演完并消警）`;

/** A wrong option: the message is for the user. */
export class OptionError extends Error {}

const numberIn = (name: string, text: string, from: number, to: number, isWhole: boolean): number => {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < from || value > to || (isWhole && !Number.isInteger(value))) {
    throw new OptionError(`--${name} 应为 ${from} 到 ${to} 之间的${isWhole ? '整数' : '数'}`);
  }
  return value;
};

const sceneNamed = (name: string): SceneName => {
  const found = SCENE_NAMES.find((each) => each === name);
  if (!found) throw new OptionError(`--scene 应为 ${SCENE_NAMES.join('、')} 之一`);
  return found;
};

/** Reads the command line and the environment. Throws an OptionError with a plain sentence. */
export const readOptions = (args: string[], env: NodeJS.ProcessEnv): FieldOptions | 'help' => {
  let values;
  try {
    ({ values } = parseArgs({
      args,
      options: {
        url: { type: 'string' }, token: { type: 'string' }, tokens: { type: 'string' }, seed: { type: 'string' }, storm: { type: 'string' },
        speed: { type: 'string' }, once: { type: 'boolean' }, 'seed-ledger': { type: 'boolean' }, opening: { type: 'boolean' },
        scene: { type: 'string' }, 'scene-speed': { type: 'string' }, 'scene-stay': { type: 'boolean' }, help: { type: 'boolean', short: 'h' },
      },
    }));
  } catch (error) {
    throw new OptionError(error instanceof Error ? error.message : String(error));
  }
  if (values.help) return 'help';
  const url = values.url ?? `http://127.0.0.1:${env.PORT || '8080'}`;
  if (!/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : '')) throw new OptionError('--url 应为 http:// 或 https:// 地址');
  return {
    url,
    token: values.token ?? (env.FIELD_TOKEN || undefined),
    tokensFile: values.tokens ?? join(env.DATA_DIR || 'data', 'demo-sources.json'),
    seed: values.seed === undefined ? DEFAULT_SEED : numberIn('seed', values.seed, 0, 2 ** 32 - 1, true),
    storm: values.storm === undefined ? undefined : numberIn('storm', values.storm, 1, 1_000_000, true),
    speed: values.speed === undefined ? DEFAULT_SPEED : numberIn('speed', values.speed, 0.1, 1_000_000, false),
    scene: values.scene === undefined ? undefined : sceneNamed(values.scene),
    sceneSpeed: values['scene-speed'] === undefined ? 1 : numberIn('scene-speed', values['scene-speed'], 0.1, 1000, false),
    sceneStay: values['scene-stay'] ?? false,
    once: values.once ?? false,
    seedLedger: values['seed-ledger'] ?? false,
    opening: values.opening ?? false,
  };
};
