import { buildCityOutline, buildGrids, buildStreet } from './grids.js';
import type { FieldGrid, FieldObject } from './ledger-shape.js';
import { buildObjects } from './objects.js';

/** The demo city: the outlines of city and street, the 33 grids, the supervised objects. */
export interface City {
  outline: FieldGrid;
  street: FieldGrid;
  grids: FieldGrid[];
  objects: FieldObject[];
}

/** Builds the demo city; the same every time. */
export const buildCity = (): City => {
  const grids = buildGrids();
  return { outline: buildCityOutline(), street: buildStreet(), grids, objects: buildObjects(grids) };
};
