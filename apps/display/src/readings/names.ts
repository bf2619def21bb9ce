import { i18n } from '../i18n';
import { partsOf } from './point.model';

/** The messages' full type is too deep for the compiler here. */
interface Words {
  t(key: string, named?: Record<string, string>): string;
  te(key: string, locale?: string): boolean;
}

/** How a measured point is called: the trade's word where there is one, else the name its device gives it; then the period of a mean, and the place of its instrument. */
export const pointName = (point: string): string => {
  const { t, te } = i18n.global as unknown as Words;
  const { name, mean, place } = partsOf(point);
  const key = `readings.point.${name.replaceAll('.', '-')}`;
  const word = te(key) || te(key, 'zh') ? t(key) : name;
  return `${mean ? t(`readings.mean.${mean}`, { point: word }) : word}${place ? ` #${place}` : ''}`;
};
