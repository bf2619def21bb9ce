import { Injectable } from '@nestjs/common';
import type { Named } from '@one-screen/contracts';
import { invalid, SECTOR_NAMES, type DataScope, type FieldFault, type Sector } from '@one-screen/domain';
import { LedgerService } from '../ledger.service.js';
import type { PlacedObject } from '../objects.repository.js';
import { PlaceNamesRepository } from './place-names.repository.js';

/** What a new record names of its place. */
export interface NamedPlace {
  objectCode: string;
  sector?: Sector | undefined;
  gridCode?: string | undefined;
}

const fault = (path: string, zh: string, en: string): FieldFault => ({ path, message: `${zh} / ${en}` });

/** Whether a grid lies within a reader's; strictly, as records are shown. */
export const within = (scope: DataScope, gridCode: string): boolean => gridCode.startsWith(scope.gridPrefix);

/** Objects and grids that records name: looked up on the way in, and named on the way out. */
@Injectable()
export class RecordPlaces {
  constructor(
    private readonly ledger: LedgerService,
    private readonly names: PlaceNamesRepository,
  ) {}

  /** The objects of records about to be written, in the order asked. Throws 422 `unknown-thing` naming every wrong field. */
  objects(scope: DataScope, asked: readonly NamedPlace[], pathOf: (index: number, field: keyof NamedPlace) => string = (_index, field) => field): PlacedObject[] {
    const faults: FieldFault[] = [];
    const objects = asked.flatMap(({ objectCode, sector, gridCode }, index) => {
      const object = this.ledger.objectOf(objectCode);
      if (!object || !scope.sectors.includes(object.sector) || !within(scope, object.gridCode)) {
        faults.push(fault(pathOf(index, 'objectCode'), `没有监管对象 ${objectCode}，或不在您的数据范围内`, `There is no object ${objectCode}, or it is outside your data scope`));
        return [];
      }
      if (sector !== undefined && sector !== object.sector) faults.push(fault(pathOf(index, 'sector'), `该对象属于${SECTOR_NAMES[object.sector].zh}领域`, `The object is of sector ${object.sector}`));
      if (gridCode !== undefined && gridCode !== object.gridCode) faults.push(fault(pathOf(index, 'gridCode'), `该对象在网格 ${object.gridCode}`, `The object lies in grid ${object.gridCode}`));
      return [object];
    });
    if (faults.length) throw invalid('unknown-thing', '所填对象或网格不正确', 'What it names does not fit', faults.slice(0, 200));
    return objects;
  }

  /** A place that is a grid of its own. Throws 422 `unknown-thing` naming the field. */
  async grid(scope: DataScope, sector: Sector, gridCode: string): Promise<void> {
    const known = (await this.names.grids([gridCode])).has(gridCode);
    const faults = [
      ...(scope.sectors.includes(sector) ? [] : [fault('sector', '不在您的数据范围内', 'Outside your data scope')]),
      ...(known && within(scope, gridCode) ? [] : [fault('gridCode', '没有这个网格，或不在您的数据范围内', 'There is no such grid, or it is outside your data scope')]),
    ];
    if (faults.length) throw invalid('unknown-thing', '所填对象或网格不正确', 'What it names does not fit', faults);
  }

  /** What a list calls the places of its records. */
  async naming(records: readonly { objectCode?: string | undefined; gridCode: string }[]): Promise<(record: { objectCode?: string | undefined; gridCode: string }) => Named> {
    const grids = await this.names.grids([...new Set(records.map(({ gridCode }) => gridCode))]);
    return ({ objectCode, gridCode }) => {
      const object = objectCode === undefined ? undefined : this.ledger.objectOf(objectCode);
      const gridName = grids.get(gridCode);
      return { ...(object && { objectName: object.name }), ...(gridName !== undefined && { gridName }) };
    };
  }

  objectName(code: string): string | undefined {
    return this.ledger.objectOf(code)?.name;
  }
}
