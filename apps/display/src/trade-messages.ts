import { ALARM_STATES, DISPOSITIONS, DISPOSITION_NAMES, ESCALATION_NAMES, LEVELS, LEVEL_SIGNS, ROLES, ROLE_NAMES, SECTORS, SECTOR_NAMES, STATE_NAMES } from '@one-screen/domain';
import type { Locale } from './locale';

const pick = <K extends string>(keys: readonly K[], name: (key: K) => string): Record<K, string> =>
  Object.fromEntries(keys.map((key) => [key, name(key)])) as Record<K, string>;

const words = (lang: Locale) => ({
  level: pick(LEVELS, (level) => LEVEL_SIGNS[level][lang]),
  state: pick(ALARM_STATES, (state) => STATE_NAMES[state][lang]),
  recoveredUnsigned: lang === 'zh' ? '已恢复 未签收' : 'Recovered, unsigned',
  sector: pick(SECTORS, (sector) => SECTOR_NAMES[sector][lang]),
  sectorShort: pick(SECTORS, (sector) => (lang === 'zh' ? SECTOR_NAMES[sector].short : SECTOR_NAMES[sector].en)),
  disposition: pick(DISPOSITIONS, (disposition) => DISPOSITION_NAMES[disposition][lang]),
  role: pick(ROLES, (role) => ROLE_NAMES[role][lang]),
  escalation: ESCALATION_NAMES.map((name) => name[lang]),
  link: lang === 'zh'
    ? { connecting: '连接中', up: '正常', silent: '静默', faulty: '数据异常', down: '中断', disabled: '停用' }
    : { connecting: 'Connecting', up: 'Up', silent: 'Silent', faulty: 'Faulty', down: 'Down', disabled: 'Disabled' },
});

/** Names of the trade, taken from the domain so that screen and server never disagree. */
export const messages = { zh: { trade: words('zh') }, en: { trade: words('en') } };
