import { attributeOf, startOfDay, addDays, daysBetween, type AlarmSignal, type Level, type Sector } from '@one-screen/domain';

/** Days before a certificate or due date runs out at which it is told, blue; run out it is orange (domain facts, section 1: 到期前30日蓝/超期橙) [P]. */
export const EXPIRY_WARNING_DAYS = 30;

export const EXPIRY_KEY = 'expiry/';
/** A renewal is another day, so another condition. */
export const expiryKey = ({ objectCode, key, day }: ExpiringThing): string => `${EXPIRY_KEY}${objectCode}/${key}/${day}`;

export interface ExpiringThing {
  objectCode: string;
  key: string;
  /** Last day on which it holds. */
  day: string;
}

/** The alarm an expiring certificate is on a day (`today`), or undefined while it has more than 30 days or the sector does not know it. */
export const expirySignal = (thing: ExpiringThing, object: { name: string; sector: Sector }, today: string): (AlarmSignal & { level: Level }) | undefined => {
  const definition = attributeOf(object.sector, thing.key);
  const left = daysBetween(today, thing.day);
  if (!definition?.expires || left > EXPIRY_WARNING_DAYS) return undefined;
  const name = definition.zh.replace(/(有效期|到期)$/, '');
  const expired = left < 0;
  return {
    kind: 'alarm', key: expiryKey(thing), level: expired ? 'orange' : 'blue', cleared: false, objectCode: thing.objectCode,
    title: expired ? `${name}已于 ${thing.day} 到期：${object.name}` : `${name}将于 ${thing.day} 到期：${object.name}`,
    occurredAt: startOfDay(expired ? addDays(thing.day, 1) : addDays(thing.day, -EXPIRY_WARNING_DAYS)),
    detail: { attribute: thing.key, due: thing.day, name: definition.zh },
  };
};
