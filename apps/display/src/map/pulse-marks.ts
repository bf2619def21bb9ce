import { Marker, type Map as Engine } from 'maplibre-gl';
import type { AlarmPoint } from '../panels/map/map.model';
import { SHAPES } from './marks';

/** The moving marks of unsigned alarms: DOM, so that the pulse costs the map nothing. */
export interface PulseMarks {
  show(points: readonly AlarmPoint[]): void;
  clear(): void;
}

const make = ({ alarm }: AlarmPoint, onAlarm: (id: string) => void): HTMLElement => {
  const element = document.createElement('button');
  element.type = 'button';
  element.addEventListener('click', (event) => {
    event.stopPropagation();
    onAlarm(alarm.id);
  });
  return dress(element, alarm);
};

const dress = (element: HTMLElement, alarm: AlarmPoint['alarm']): HTMLElement => {
  const known = element.dataset['drawn'];
  if (known === alarm.level && element.title === alarm.title) return element;
  element.dataset['drawn'] = alarm.level;
  element.classList.remove('red', 'orange', 'yellow', 'blue');
  element.classList.add('alarm-pulse', alarm.level);
  element.title = alarm.title;
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '-2 -2 20 20');
  const shape = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  shape.setAttribute('d', SHAPES[alarm.level]);
  svg.append(shape);
  const ring = document.createElement('i');
  // Grave marks beat with their ring and stay readable; lesser ones have none and beat themselves.
  const grave = alarm.level === 'red' || alarm.level === 'orange';
  ring.classList.toggle('beats', grave);
  svg.classList.toggle('beats', !grave);
  element.replaceChildren(ring, svg);
  return element;
};

/** Keeps one mark for each point, keyed by alarm: moved, re-dressed, added or removed, never rebuilt. */
export const pulseMarks = (map: Engine, onAlarm: (id: string) => void): PulseMarks => {
  const marks = new Map<string, Marker>();
  return {
    show: (points) => {
      const present = new Set(points.map((point) => point.alarm.id));
      for (const [id, mark] of marks) {
        if (present.has(id)) continue;
        mark.remove();
        marks.delete(id);
      }
      for (const point of points) {
        const known = marks.get(point.alarm.id);
        if (known) {
          dress(known.getElement(), point.alarm);
          known.setLngLat([point.lon, point.lat]);
        } else {
          marks.set(point.alarm.id, new Marker({ element: make(point, onAlarm) }).setLngLat([point.lon, point.lat]).addTo(map));
        }
      }
    },
    clear: () => {
      for (const mark of marks.values()) mark.remove();
      marks.clear();
    },
  };
};
