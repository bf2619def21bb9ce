import type * as GeoJSON from 'geojson';
import * as maplibregl from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import type { AlarmView, GridView, ObjectView } from '@one-screen/contracts';
import { LEVELS, gravity } from '@one-screen/domain';
import { boxOf, type AlarmPoint, type MapAlarms } from '../panels/map/map.model';
import { gaugeMarks, type WordedGauge } from './gauge-marks';
import { OUTLINE_POINTS, mapStyle } from './map-layers';
import { markImage } from './marks';
import { moverLayer } from './mover-layer';
import type { Mover } from './movers.model';
import { levelColours } from './palette';
import { pulseMarks } from './pulse-marks';

maplibregl.setWorkerUrl(workerUrl);

/** The map as the panel uses it; everything is updated in place, nothing is rebuilt. */
export interface CityMap {
  setGrids(grids: readonly GridView[]): void;
  setObjects(objects: readonly ObjectView[]): void;
  setAlarms(alarms: MapAlarms): void;
  setWarnings(warnings: readonly AlarmView[]): void;
  setMovers(movers: readonly Mover[]): void;
  /** What is measured, shown beside its place while the map is near. */
  setGauges(gauges: readonly WordedGauge[]): void;
  /** The way something has come; empty takes it away. */
  setTrail(points: readonly [number, number][]): void;
  /** Flies to a place and stays until `home`. */
  flyTo(lon: number, lat: number): void;
  home(): void;
  destroy(): void;
}

export interface CityMapPlan {
  container: HTMLElement;
  /** Root font size in px: marks and labels grow with the wall. */
  rem: number;
  onAlarm: (id: string) => void;
  onGrid: (code: string) => void;
  onObject: (code: string) => void;
  onMover: (deviceCode: string) => void;
  onGauge: (gauge: WordedGauge) => void;
  /** The map has come so near that gauges have room, or left. */
  onNear: (near: boolean) => void;
  /** How much of the panel other things lie over, px from above and below. */
  covered: () => { above: number; below: number };
}

const FONT_FAMILY = "'Noto Sans SC Variable', 'Noto Sans SC', sans-serif";
/** Nearest the map flies by itself. */
const CLOSEST = 14.5;
/** A mark of what moves, as a share of a level's. */
const MOVER_SIZE = 0.72;
/** How far it goes in from the whole at most, zoom levels. */
const CLOSER = 1.4;
/** Zoom from which gauges show, on a screen of 16 px to the rem. */
const NEAR = 13.5;
const LINHAI: [number, number] = [121.1212, 28.8489];
const polygon = (rings: [number, number][][]): GeoJSON.MultiPolygon => ({ type: 'MultiPolygon', coordinates: rings.map((ring) => [ring]) });
const collection = (features: GeoJSON.Feature[]): GeoJSON.FeatureCollection => ({ type: 'FeatureCollection', features });
const at = (lon: number, lat: number): GeoJSON.Point => ({ type: 'Point', coordinates: [lon, lat] });

/** Opens the map; resolves when its style stands. Throws where the machine has no WebGL. */
export const openCityMap = async (plan: CityMapPlan): Promise<CityMap> => {
  const colours = levelColours();
  const map = new maplibregl.Map({
    container: plan.container, style: mapStyle(plan.rem, colours), center: LINHAI, zoom: 11.5, minZoom: 8, maxZoom: 18,
    attributionControl: false, fadeDuration: 0, dragRotate: false, pitchWithRotate: false, touchPitch: false,
    localIdeographFontFamily: FONT_FAMILY, pixelRatio: Math.min(devicePixelRatio, 2), renderWorldCopies: false,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  await new Promise<void>((resolve) => { map.once('style.load', () => resolve()); });
  const size = Math.round(plan.rem * 1.9);
  for (const level of LEVELS) {
    map.addImage(`risk-${level}`, markImage(level, colours[level], 'risk', size));
    map.addImage(`alarm-${level}`, markImage(level, colours[level], 'alarm', size));
  }

  /** What each source was last given: drawing the canvas anew is dear, so unchanged data is not set again. */
  const drawn = new Map<string, string>();
  const setData = (source: string, features: GeoJSON.Feature[]): void => {
    const text = JSON.stringify(features);
    if (drawn.get(source) === text) return;
    drawn.set(source, text);
    void map.getSource<maplibregl.GeoJSONSource>(source)?.setData(collection(features));
  };
  let bounds = boxOf(OUTLINE_POINTS);
  let fitted = false;
  /** The place it was sent to, as long as it is not home. */
  let away: [lon: number, lat: number] | undefined;
  let homeZoom = 12;
  const home = (animate: boolean): void => {
    const camera = bounds && map.cameraForBounds(bounds, { padding: plan.rem * 1.5 });
    homeZoom = camera?.zoom ?? homeZoom;
    if (bounds) map.fitBounds(bounds, { padding: plan.rem * 1.5, duration: animate ? 1_200 : 0, maxZoom: 15 });
  };
  const flightZoom = (): number => Math.min(CLOSEST, homeZoom + CLOSER);
  // A little below the middle: the banner stands above. Close enough to see the spot, wide enough to see whose it is.
  const fly = (center: [number, number], duration: number): void => {
    map.flyTo({ center, zoom: flightZoom(), offset: [0, plan.rem * 5], duration });
  };
  const resized = new ResizeObserver(() => {
    map.resize();
    if (away) fly(away, 0);
    else home(false);
  });
  resized.observe(plan.container);

  const movers = moverLayer(map, 'alarm-points', Math.round(size * MOVER_SIZE * map.getPixelRatio()), size * MOVER_SIZE);
  const pulses = pulseMarks(map, plan.onAlarm);
  const gauges = gaugeMarks({
    map, rem: plan.rem, covered: plan.covered, onNear: plan.onNear, onGauge: plan.onGauge,
    // Where the map flies by itself there are gauges, however far away a wide town keeps it.
    nearFrom: () => Math.min(NEAR + Math.log2(plan.rem / 16), flightZoom() - 0.05),
  });
  const point = ({ alarm, lon, lat }: AlarmPoint): GeoJSON.Feature => ({ type: 'Feature', geometry: at(lon, lat), properties: { id: alarm.id, level: alarm.level, order: gravity(alarm.level) } });
  map.on('click', (event) => {
    const hit = map.queryRenderedFeatures(event.point, { layers: ['alarm-points', 'risk-points', 'grid-fill'] })[0];
    const { id, code } = (hit?.properties ?? {}) as { id?: string; code?: string };
    const mover = id ? undefined : movers.at(event.point);
    if (id) plan.onAlarm(id);
    else if (mover) plan.onMover(mover.deviceCode);
    else if (code && hit?.layer.id === 'risk-points') plan.onObject(code);
    else if (code) plan.onGrid(code);
  });

  return {
    setGrids: (grids) => {
      setData('grids', grids.map((grid) => ({ type: 'Feature', geometry: polygon(grid.rings), properties: { code: grid.code, name: grid.name, schematic: grid.schematic } })));
      const labels = grids.map((grid): GeoJSON.Feature => ({ type: 'Feature', geometry: at(grid.centre.lon, grid.centre.lat), properties: { name: grid.name } }));
      // The canvas draws with what is loaded: have the characters of the names at hand first.
      void document.fonts.load(`${plan.rem}px ${FONT_FAMILY}`, grids.map((grid) => grid.name).join('') || '格').catch(() => []).then(() => setData('grid-names', labels));
      const known = boxOf(grids.flatMap((grid) => grid.rings.flat()));
      if (!known) return;
      bounds = known;
      if (!fitted && !away) home(false);
      fitted = true;
    },
    setObjects: (objects) => setData('objects', objects.map((object) => ({ type: 'Feature', geometry: at(object.location.lon, object.location.lat), properties: { code: object.code, risk: object.risk } }))),
    setAlarms: ({ pulsing, still }) => {
      setData('alarms', still.map(point));
      pulses.show(pulsing);
      gauges.avoid([...pulsing, ...still.filter(({ alarm }) => alarm.state === 'raised')]);
    },
    setWarnings: (warnings) => setData('warnings', warnings.flatMap((alarm) => (alarm.area ? [{ type: 'Feature' as const, geometry: polygon(alarm.area), properties: { colour: colours[alarm.level] } }] : []))),
    setMovers: movers.show,
    setGauges: gauges.show,
    setTrail: (points) => setData('trail', points.length > 1 ? [{ type: 'Feature', geometry: { type: 'LineString', coordinates: points.map(([lon, lat]) => [lon, lat]) }, properties: {} }] : []),
    flyTo: (lon, lat) => {
      away = [lon, lat];
      fly(away, 1_500);
    },
    home: () => {
      if (!away) return;
      away = undefined;
      home(true);
    },
    destroy: () => {
      resized.disconnect();
      pulses.clear();
      gauges.clear();
      map.remove();
    },
  };
};
