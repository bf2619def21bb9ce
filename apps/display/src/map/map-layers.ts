import type * as GeoJSON from 'geojson';
import type { Level } from '@one-screen/domain';
import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';
import outline from './outline.json';
import { GROUND } from './palette';

export const FONT = ['Noto Sans SC Variable'];
/** Who drew the outline; shown on the map. */
export const OUTLINE_CREDIT: string = outline.credit;
/** Every point of the outline, longitude and latitude: what the map shows as long as no grid is known. */
export const OUTLINE_POINTS = outline.features.flatMap(({ geometry }) => geometry.coordinates.flat(2)) as [number, number][];
const NOTHING: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] };
const RISK_IMAGE = ['concat', 'risk-', ['get', 'risk']] as unknown as string;
const ALARM_IMAGE = ['concat', 'alarm-', ['get', 'level']] as unknown as string;

/** The map's style: no tiles and no glyph server; everything drawn is bundled or comes from our own API. `rem` in px. */
export const mapStyle = (rem: number, colours: Record<Level, string>): StyleSpecification => ({
  version: 8,
  sources: {
    outline: { type: 'geojson', data: outline as unknown as GeoJSON.FeatureCollection },
    grids: { type: 'geojson', data: NOTHING },
    'grid-names': { type: 'geojson', data: NOTHING },
    objects: {
      type: 'geojson', data: NOTHING, cluster: true, clusterRadius: 34 * (rem / 16), clusterMaxZoom: 14,
      clusterProperties: { red: ['+', ['case', ['==', ['get', 'risk'], 'red'], 1, 0]], orange: ['+', ['case', ['==', ['get', 'risk'], 'orange'], 1, 0]] },
    },
    trail: { type: 'geojson', data: NOTHING },
    alarms: { type: 'geojson', data: NOTHING },
    warnings: { type: 'geojson', data: NOTHING },
  },
  layers: layers(rem, colours),
});

const layers = (rem: number, colours: Record<Level, string>): LayerSpecification[] => [
  { id: 'sea', type: 'background', paint: { 'background-color': GROUND.sea } },
  { id: 'land', type: 'fill', source: 'outline', paint: { 'fill-color': GROUND.land } },
  { id: 'warning-area', type: 'fill', source: 'warnings', paint: { 'fill-color': ['get', 'colour'], 'fill-opacity': 0.07 } },
  { id: 'coast', type: 'line', source: 'outline', paint: { 'line-color': GROUND.coast, 'line-width': rem / 12 } },
  { id: 'warning-edge', type: 'line', source: 'warnings', paint: { 'line-color': ['get', 'colour'], 'line-width': rem / 10, 'line-dasharray': [3, 2] } },
  { id: 'grid-fill', type: 'fill', source: 'grids', paint: { 'fill-color': '#152238', 'fill-opacity': 0.55 } },
  { id: 'grid-edge', type: 'line', source: 'grids', filter: ['!', ['get', 'schematic']], paint: { 'line-color': GROUND.grid, 'line-width': rem / 16 } },
  { id: 'grid-edge-schematic', type: 'line', source: 'grids', filter: ['get', 'schematic'], paint: { 'line-color': GROUND.grid, 'line-width': rem / 16, 'line-dasharray': [4, 2] } },
  {
    id: 'clusters', type: 'circle', source: 'objects', filter: ['has', 'point_count'],
    paint: {
      'circle-color': GROUND.cluster, 'circle-opacity': 0.92,
      'circle-radius': ['step', ['get', 'point_count'], rem * 0.72, 10, rem * 0.84, 50, rem * 1.05],
      'circle-stroke-width': rem / 9,
      'circle-stroke-color': ['case', ['>', ['get', 'red'], 0], colours.red, ['>', ['get', 'orange'], 0], colours.orange, GROUND.clusterRing],
    },
  },
  { id: 'grid-names', type: 'symbol', source: 'grid-names', layout: { 'text-field': ['get', 'name'], 'text-font': FONT, 'text-size': rem, 'text-padding': 1, 'text-variable-anchor': ['center', 'bottom', 'top', 'left', 'right', 'bottom-left', 'top-right'], 'text-radial-offset': 0.95, 'text-justify': 'auto' }, paint: { 'text-color': GROUND.gridLabel, 'text-halo-color': GROUND.sea, 'text-halo-width': 1.6 } },
  { id: 'cluster-count', type: 'symbol', source: 'objects', filter: ['has', 'point_count'], layout: { 'text-field': ['get', 'point_count_abbreviated'], 'text-font': FONT, 'text-size': rem * 0.9, 'text-allow-overlap': true, 'text-padding': rem * 0.4 }, paint: { 'text-color': GROUND.clusterText } },
  { id: 'risk-points', type: 'symbol', source: 'objects', filter: ['!', ['has', 'point_count']], layout: { 'icon-image': RISK_IMAGE, 'icon-size': 0.62, 'icon-allow-overlap': true }, paint: { 'icon-opacity': 0.85 } },
  { id: 'trail', type: 'line', source: 'trail', layout: { 'line-join': 'round' }, paint: { 'line-color': GROUND.mover, 'line-width': rem / 8, 'line-opacity': 0.75 } },
  { id: 'alarm-points', type: 'symbol', source: 'alarms', layout: { 'icon-image': ALARM_IMAGE, 'icon-size': 0.72, 'icon-allow-overlap': true, 'symbol-sort-key': ['get', 'order'] } },
];
