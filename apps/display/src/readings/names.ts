import { i18n } from '../i18n';

/** The messages' full type is too deep for the compiler here. */
interface Words {
  t(key: string): string;
  te(key: string, locale?: string): boolean;
}

/** How a measured point is called: the trade's word where there is one, else the name its device gives it. */
export const pointName = (point: string): string => {
  const { t, te } = i18n.global as unknown as Words;
  const key = `readings.point.${point.replaceAll('.', '-')}`;
  return te(key) || te(key, 'zh') ? t(key) : point;
};
