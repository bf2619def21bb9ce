import { Marker, type Map as Engine } from 'maplibre-gl';
import type { AlarmPoint } from '../panels/map/map.model';
import { boxAround, layOutGauges, type Box, type Gauge } from './gauges.model';
import { SHAPES } from './marks';

/** A gauge with the words on it. */
export interface WordedGauge extends Gauge {
  /** What is measured. */
  label: string;
  /** The value as people read it, and its unit. */
  value: string;
  unit: string;
  /** Why the value is not to be trusted; empty when it is. */
  note: string;
}

/** Gauges beside their points while the map is near; laid out anew when the map has come to rest. */
export interface GaugeMarks {
  show(gauges: readonly WordedGauge[]): void;
  /** The marks of unsigned alarms, which no gauge may lie over. */
  avoid(points: readonly AlarmPoint[]): void;
  clear(): void;
}

export interface GaugeMarksPlan {
  map: Engine;
  /** Root font size, px. */
  rem: number;
  /** Zoom from which the map is near. */
  nearFrom: () => number;
  /** Parts of the panel other things lie over, px from above and below. */
  covered: () => { above: number; below: number };
  onNear: (near: boolean) => void;
  onGauge: (gauge: WordedGauge) => void;
}

/** Sizes, rem; the look is in MapPanel's stylesheet. */
const WIDTH = 9.5;
const HEIGHT = 3.5625;
const CLEAR = 0.9;
/** Half of the mark of an unsigned alarm with its ring, rem. */
const HALF = { red: 1.85, orange: 1.35, yellow: 0.7, blue: 0.7 } as const;

const element = (tag: string, className: string, text = ''): HTMLElement => Object.assign(document.createElement(tag), { className, textContent: text });

const draw = (gauge: WordedGauge): HTMLElement[] => {
  const { label, note, value, unit, bar, more, point: { level } } = gauge;
  const head = element('span', 'head');
  head.append(element('span', 'clip', label), ...(more ? [element('small', '', `+${more}`)] : []));
  const line = element('span', 'line');
  if (level) {
    const shape = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    shape.setAttribute('viewBox', '0 0 16 16');
    shape.append(document.createElementNS('http://www.w3.org/2000/svg', 'path'));
    shape.firstElementChild?.setAttribute('d', SHAPES[level]);
    line.append(shape);
  }
  line.append(element('b', '', value), ...(unit ? [element('small', '', unit)] : []), ...(note ? [element('em', 'clip', note)] : []));
  if (!bar) return [head, line];
  const track = element('i', 'track');
  const fill = element('i', 'fill');
  fill.style.width = `${bar.share * 100}%`;
  track.append(fill, ...bar.marks.map((mark) => {
    const limit = element('i', `limit ${mark.level}`);
    limit.style.left = `${mark.share * 100}%`;
    return limit;
  }));
  return [head, line, track];
};

/** What ties a gauge, its corner at `dx`, `dy` from its point, to that point: a pin there and a line. All in px. */
const tie = (dx: number, dy: number, width: number, height: number): HTMLElement[] => {
  const pin = element('i', 'pin');
  const way = element('i', 'way');
  // A placed child begins inside the border.
  Object.assign(pin.style, { left: `${-dx - 1}px`, top: `${-dy - 1}px` });
  const beside = dx > 0 || dx < -width;
  const gap = beside ? Math.max(dx, -dx - width) : Math.max(dy, -dy - height);
  const from = beside ? (dx > 0 ? -gap : width) : dy > 0 ? -gap : height;
  const across = beside ? height / 2 : width / 2;
  Object.assign(way.style, beside ? { left: `${from - 1}px`, width: `${gap}px`, top: `${across - 1}px`, height: '0.0625rem' } : { top: `${from - 1}px`, height: `${gap}px`, left: `${across - 1}px`, width: '0.0625rem' });
  return [way, pin];
};

export const gaugeMarks = ({ map, rem, nearFrom, covered, onNear, onGauge }: GaugeMarksPlan): GaugeMarks => {
  const marks = new Map<string, { marker: Marker; drawn: string; gauge: WordedGauge }>();
  let gauges: readonly WordedGauge[] = [];
  let unsigned: readonly AlarmPoint[] = [];
  let near = false;

  const remove = (keep: ReadonlySet<string>): void => {
    for (const [code, { marker }] of marks) {
      if (keep.has(code)) continue;
      marker.remove();
      marks.delete(code);
    }
  };
  const taken = (): Box[] => unsigned.map(({ alarm, lon, lat }) => boxAround(map.project([lon, lat]), rem * HALF[alarm.level]));
  const layOut = (): void => {
    if (!near || map.isMoving()) return;
    const { clientWidth, clientHeight } = map.getContainer();
    const { above, below } = covered();
    const edge = rem / 2;
    const free: Box = { left: edge, top: above + edge, right: clientWidth - edge, bottom: clientHeight - below - edge };
    const placed = layOutGauges(gauges.map((gauge) => ({ ...gauge, ...pixel(gauge) })), { width: WIDTH * rem, height: HEIGHT * rem, clear: CLEAR * rem, free }, taken());
    remove(new Set(placed.map(({ gauge }) => gauge.code)));
    for (const { gauge, dx, dy } of placed) put(gauge, dx, dy);
  };
  const pixel = ({ lon, lat }: WordedGauge): { x: number; y: number } => {
    const { x, y } = map.project([lon, lat]);
    return { x, y };
  };
  const put = (gauge: WordedGauge, dx: number, dy: number): void => {
    const known = marks.get(gauge.code);
    const mark = known ?? { marker: new Marker({ element: button(gauge.code), anchor: 'top-left' }), drawn: '', gauge };
    mark.marker.setOffset([dx, dy]).setLngLat([gauge.lon, gauge.lat]);
    mark.gauge = gauge;
    const { label, value, unit, note, bar, more, standing, point: { level } } = gauge;
    const drawn = JSON.stringify([dx, dy, label, value, unit, note, bar, more, standing, level]);
    if (mark.drawn !== drawn) {
      mark.drawn = drawn;
      const face = mark.marker.getElement();
      face.title = `${gauge.name} ${label}`;
      face.classList.remove('red', 'orange', 'yellow', 'blue', 'good', 'uncertain', 'bad', 'stale');
      face.classList.add(standing, ...(level ? [level] : []));
      face.replaceChildren(...draw(gauge), ...tie(dx, dy, WIDTH * rem, HEIGHT * rem));
    }
    if (known) return;
    marks.set(gauge.code, mark);
    mark.marker.addTo(map);
  };
  const button = (code: string): HTMLElement => {
    const face = Object.assign(document.createElement('button'), { type: 'button', className: 'map-gauge' });
    Object.assign(face.style, { width: `${WIDTH * rem}px`, height: `${HEIGHT * rem}px` });
    face.addEventListener('click', (event) => {
      event.stopPropagation();
      const shown = marks.get(code);
      if (shown) onGauge(shown.gauge);
    });
    return face;
  };
  const look = (): void => {
    const is = map.getZoom() >= nearFrom();
    if (is === near) return;
    near = is;
    if (!near) remove(new Set());
    onNear(near);
  };
  map.on('zoom', look);
  map.on('moveend', () => { look(); layOut(); });

  return {
    show: (next) => { gauges = next; layOut(); },
    avoid: (points) => { unsigned = points; layOut(); },
    clear: () => remove(new Set()),
  };
};
