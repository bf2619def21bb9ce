import type { Level, Location, Sector } from '@one-screen/domain';

/** A closed ring of WGS-84 [lon, lat] corners: the last repeats the first. */
export type Ring = [number, number][];

/** What `POST /api/grids` takes for one grid 网格. */
export interface FieldGrid {
  code: string;
  name: string;
  kind: 'community' | 'village' | 'area' | 'street' | 'city';
  /** Every outline of the demo is made up or simplified, and shown as 示意. */
  schematic: true;
  centre: Location;
  rings: Ring[];
  chief?: string;
  /** Masked, such as `138****1234`. */
  chiefPhone?: string;
}

/** What `POST /api/objects` takes for one supervised object 监管对象. `risk` is its four-colour grade. */
export interface FieldObject {
  code: string;
  name: string;
  sector: Sector;
  kind: string;
  gridCode: string;
  location: Location;
  risk: Level;
  address: string;
  responsible: string;
  /** Masked, such as `138****1234`. */
  responsiblePhone: string;
  /** 核定承载量: visitors or passengers at once. */
  capacity?: number;
  /** 下次检验日期, `2026-12-25`. */
  inspectionDue?: string;
  /** 列管日期: on the list to be inspected since. */
  listedSince?: string;
}

/** What `POST /api/devices` takes for one device: whose it is and what it is. */
export interface FieldDevice {
  code: string;
  objectCode: string;
  kind: string;
  name: string;
}
