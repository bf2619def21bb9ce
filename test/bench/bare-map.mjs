// The bare limit of `map`: MapLibre alone, as many points and movers, without a panel, a rule, a record or a server behind them.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';

const DIST = fileURLToPath(new URL('../../node_modules/maplibre-gl/dist/', import.meta.url));

/** Runs in the page: clustered points, and symbols that are all moved each second. */
const draw = async ({ points, movers, lon, lat, spread }) => {
  const engine = await import('/maplibre/maplibre-gl.mjs');
  engine.setWorkerUrl('/maplibre/maplibre-gl-worker.mjs');
  const collection = (count, place, properties) => ({ type: 'FeatureCollection', features: Array.from({ length: count }, (_each, index) => ({ type: 'Feature', geometry: { type: 'Point', coordinates: place(index) }, properties: properties(index) })) });
  const scatter = (index, scale) => [lon + (((index * 7919) % 10_007) / 10_007 - 0.5) * spread * scale, lat + (((index * 104_729) % 10_009) / 10_009 - 0.5) * spread * scale];
  const moved = (second) => collection(movers, (index) => { const [x, y] = scatter(index, 0.9); return [x + 0.0002 * second, y]; }, (index) => ({ turn: (index * 37) % 360 }));
  const map = new engine.Map({
    container: 'map', center: [lon, lat], zoom: 11.5, attributionControl: false, fadeDuration: 0,
    style: {
      version: 8,
      sources: { points: { type: 'geojson', data: collection(points, (index) => scatter(index, 1), () => ({})), cluster: true, clusterRadius: 34, clusterMaxZoom: 14 }, movers: { type: 'geojson', data: moved(0) } },
      layers: [
        { id: 'ground', type: 'background', paint: { 'background-color': '#0a111d' } },
        { id: 'points', type: 'circle', source: 'points', paint: { 'circle-radius': 12, 'circle-color': '#22324c', 'circle-stroke-width': 2, 'circle-stroke-color': '#5a6f90' } },
        { id: 'movers', type: 'symbol', source: 'movers', layout: { 'icon-image': 'mover', 'icon-rotate': ['get', 'turn'], 'icon-rotation-alignment': 'map', 'icon-allow-overlap': true, 'icon-ignore-placement': true } },
      ],
    },
  });
  const pen = Object.assign(document.createElement('canvas'), { width: 20, height: 20 }).getContext('2d');
  pen.fillStyle = '#c3d2e6';
  pen.fill(new Path2D('M10 2 16 18 10 14 4 18Z'));
  map.on('load', () => {
    map.addImage('mover', pen.getImageData(0, 0, 20, 20));
    let second = 0;
    setInterval(() => map.getSource('movers').setData(moved((second += 1))), 1000);
    document.body.dataset.ready = '1';
  });
};

/** Serves the bare page on a free port of loopback. */
export const serveBareMap = async (plan) => {
  const page = `<!doctype html><html lang="zh"><meta charset="utf-8"><title>bare</title><link rel="stylesheet" href="/maplibre/maplibre-gl.css"><body style="margin:0;background:#0a111d"><div id="map" style="width:${plan.width}px;height:${plan.height}px"></div><script type="module">(${draw})(${JSON.stringify(plan)})</script></body></html>`;
  const server = createServer(async (request, response) => {
    const file = /^\/maplibre\/([a-z-]+\.(?:mjs|css))$/.exec(request.url)?.[1];
    const body = file ? await readFile(DIST + file).catch(() => undefined) : page;
    if (body === undefined) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': file?.endsWith('.mjs') ? 'text/javascript' : file ? 'text/css' : 'text/html' }).end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}/`, stop: () => new Promise((resolve) => (server.closeAllConnections(), server.close(resolve))) };
};
