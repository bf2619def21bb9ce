import type { CustomLayerInterface, Map as Engine } from 'maplibre-gl';
import { MercatorCoordinate } from 'maplibre-gl';
import { moverImage } from './marks';
import type { Mover } from './movers.model';

/**
 * What moves, drawn straight from one buffer: thousands are told anew each second, and as a source of the engine each telling would be cut
 * into tiles, sorted and placed again, several drawn frames long. Here it is one upload and one frame.
 */
export interface MoverLayer {
  show(movers: readonly Mover[]): void;
  /** The mover drawn nearest a pixel, no further off than its mark. */
  at(pixel: { x: number; y: number }): Mover | undefined;
}

const ID = 'movers';
const KINDS = ['vessel', 'vehicle'] as const;
/** Numbers a mover has in the buffer: east, south (of the origin, as shares of the world), course (radians), image. */
const NUMBERS = 4;
const IMAGES = KINDS.length * 2;

const VERTEX = `#version 300 es
in vec2 corner; in vec4 mover;
uniform vec2 shift; uniform vec2 scale; uniform vec2 half_mark;
out vec2 spot;
void main() {
  float c = cos(mover.z); float s = sin(mover.z);
  vec2 turned = vec2(c * corner.x - s * corner.y, s * corner.x + c * corner.y);
  vec2 place = (mover.xy + shift) * scale + turned * half_mark;
  gl_Position = vec4(place.x, -place.y, 0.0, 1.0);
  spot = vec2((corner.x * 0.5 + 0.5 + mover.w) / ${IMAGES}.0, corner.y * 0.5 + 0.5);
}`;
const FRAGMENT = `#version 300 es
precision mediump float;
in vec2 spot; uniform sampler2D images; out vec4 colour;
void main() { colour = texture(images, spot); }`;

/** What the layer keeps in the graphics card. */
interface Parts { program: WebGLProgram; array: WebGLVertexArrayObject; movers: WebGLBuffer; texture: WebGLTexture; shift: WebGLUniformLocation | null; scale: WebGLUniformLocation | null; half: WebGLUniformLocation | null }

const build = (gl: WebGL2RenderingContext, size: number): Parts => {
  const program = gl.createProgram();
  for (const [type, source] of [[gl.VERTEX_SHADER, VERTEX], [gl.FRAGMENT_SHADER, FRAGMENT]] as const) {
    const shader = gl.createShader(type);
    if (!shader) throw new Error('no shader');
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) throw new Error(gl.getProgramInfoLog(program) ?? 'no program');
  const array = gl.createVertexArray();
  gl.bindVertexArray(array);
  const attribute = (name: string, numbers: number, perMover: boolean): WebGLBuffer => {
    const buffer = gl.createBuffer();
    const place = gl.getAttribLocation(program, name);
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
    gl.enableVertexAttribArray(place);
    gl.vertexAttribPointer(place, numbers, gl.FLOAT, false, 0, 0);
    gl.vertexAttribDivisor(place, perMover ? 1 : 0);
    return buffer;
  };
  attribute('corner', 2, false);
  gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-1, -1, 1, -1, -1, 1, 1, 1]), gl.STATIC_DRAW);
  const movers = attribute('mover', NUMBERS, true);
  const texture = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, true);
  gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, false);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, size * IMAGES, size, 0, gl.RGBA, gl.UNSIGNED_BYTE, null);
  KINDS.forEach((kind, index) => [false, true].forEach((stale) => gl.texSubImage2D(gl.TEXTURE_2D, 0, size * (index * 2 + Number(stale)), 0, gl.RGBA, gl.UNSIGNED_BYTE, moverImage(kind, stale, size))));
  for (const filter of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, filter, gl.LINEAR);
  for (const wrap of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, wrap, gl.CLAMP_TO_EDGE);
  const uniform = (name: string): WebGLUniformLocation | null => gl.getUniformLocation(program, name);
  return { program, array, movers, texture, shift: uniform('shift'), scale: uniform('scale'), half: uniform('half_mark') };
};

/** Puts the layer under `before`. `size` of an image and `drawn` of a mark, px. The map must be seen from straight above, north up. */
export const moverLayer = (map: Engine, before: string, size: number, drawn: number): MoverLayer => {
  let shown: readonly Mover[] = [];
  let numbers = new Float32Array();
  /** Places are kept as differences from here: single precision is too coarse for whole ones. */
  let origin = MercatorCoordinate.fromLngLat([0, 0]);
  let parts: Parts | undefined;
  let uploaded = false;

  const layer: CustomLayerInterface = {
    id: ID, type: 'custom', renderingMode: '2d',
    onAdd: () => { parts = undefined; },
    onRemove: () => { parts = undefined; },
    render: (gl) => {
      if (!(gl instanceof WebGL2RenderingContext) || !numbers.length) return;
      if (!parts) {
        parts = build(gl, size);
        uploaded = false;
      }
      const { clientWidth, clientHeight } = map.getContainer();
      const middle = MercatorCoordinate.fromLngLat(map.getCenter());
      const world = 512 * 2 ** map.getZoom();
      gl.useProgram(parts.program);
      gl.bindVertexArray(parts.array);
      if (!uploaded) {
        gl.bindBuffer(gl.ARRAY_BUFFER, parts.movers);
        gl.bufferData(gl.ARRAY_BUFFER, numbers, gl.DYNAMIC_DRAW);
        uploaded = true;
      }
      gl.activeTexture(gl.TEXTURE0);
      gl.bindTexture(gl.TEXTURE_2D, parts.texture);
      gl.uniform2f(parts.shift, origin.x - middle.x, origin.y - middle.y);
      gl.uniform2f(parts.scale, (2 * world) / clientWidth, (2 * world) / clientHeight);
      gl.uniform2f(parts.half, drawn / clientWidth, drawn / clientHeight);
      gl.disable(gl.DEPTH_TEST);
      gl.disable(gl.STENCIL_TEST);
      gl.disable(gl.CULL_FACE);
      gl.enable(gl.BLEND);
      gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
      gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, numbers.length / NUMBERS);
      gl.bindVertexArray(null);
    },
  };
  /** A map that lost its graphics card and got it back has not kept it. */
  const stand = (): void => {
    if (map.getLayer(before) && !map.getLayer(ID)) map.addLayer(layer, before);
  };
  stand();

  return {
    show: (movers) => {
      stand();
      shown = movers;
      const [first] = movers;
      if (first && !numbers.length) origin = MercatorCoordinate.fromLngLat(first);
      const next = new Float32Array(movers.length * NUMBERS);
      movers.forEach((mover, index) => {
        const { x, y } = MercatorCoordinate.fromLngLat(mover);
        next.set([x - origin.x, y - origin.y, (mover.course * Math.PI) / 180, KINDS.indexOf(mover.kind) * 2 + Number(mover.stale)], index * NUMBERS);
      });
      // Drawing the canvas anew is dear: what stands still is not drawn again.
      if (next.length === numbers.length && next.every((value, index) => value === numbers[index])) return;
      numbers = next;
      uploaded = false;
      map.triggerRepaint();
    },
    at: ({ x, y }) => {
      let near: Mover | undefined;
      let nearest = drawn / 2;
      for (const mover of shown) {
        const place = map.project(mover);
        const off = Math.hypot(place.x - x, place.y - y);
        if (off <= nearest) [near, nearest] = [mover, off];
      }
      return near;
    },
  };
};
