import type { Level } from '@one-screen/domain';

/** Colours of the map: the quiet ones, and the four levels read from the one place that names them (styles/tokens.css). */
export const GROUND = { sea: '#0a111d', land: '#0f1928', coast: '#31435f', grid: '#3a4e6e', gridLabel: '#a9b8cd', cluster: '#22324c', clusterRing: '#5a6f90', clusterText: '#dbe5f3', mover: '#c3d2e6' } as const;

/** The four level colours of the running theme. */
export const levelColours = (): Record<Level, string> => {
  const style = getComputedStyle(document.documentElement);
  const read = (name: Level, otherwise: string): string => style.getPropertyValue(`--${name}`).trim() || otherwise;
  return { red: read('red', '#ff8278'), orange: read('orange', '#ff9d42'), yellow: read('yellow', '#f5d547'), blue: read('blue', '#6cb6ff') };
};
