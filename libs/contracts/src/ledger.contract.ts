import { LEVELS, OBJECT_SCALES, SECTORS } from '@one-screen/domain';
import { z } from 'zod';
import { LocationView } from './alarm.contract.js';

const ring = z.array(z.tuple([z.number(), z.number()])).min(4);

/** A grid 网格: code, name, outline in WGS-84 rings; `schematic` outlines are shown as 示意. */
export const GridBody = z.object({
  code: z.string().regex(/^\d{6,20}$/),
  name: z.string().trim().min(1).max(100),
  kind: z.enum(['community', 'village', 'area', 'street', 'city']),
  schematic: z.boolean().default(false),
  centre: LocationView,
  rings: z.array(ring).min(1),
  /** Enclaves cut out of it 飞地: places within its outline that belong to others. */
  holes: z.array(ring).optional(),
  /** 网格长 and 网格员, masked phones. */
  chief: z.string().max(64).optional(),
  chiefPhone: z.string().max(32).optional(),
});
export type GridView = z.infer<typeof GridBody>;

/** A supervised object 监管对象. `risk` is its four-colour grade 四色等级. */
export const ObjectBody = z.object({
  code: z.string().regex(/^[A-Za-z0-9_.-]{1,64}$/),
  name: z.string().trim().min(1).max(200),
  sector: z.enum(SECTORS),
  kind: z.string().trim().min(1).max(64),
  gridCode: z.string().regex(/^\d{6,20}$/),
  location: LocationView,
  risk: z.enum(LEVELS),
  address: z.string().max(200).optional(),
  responsible: z.string().max(64).optional(),
  responsiblePhone: z.string().max(32).optional(),
  /** 核定承载量: what it may hold at once, in the unit of what is counted there (visitors of a scenic area, people of a ferry). */
  capacity: z.number().int().positive().max(10_000_000).optional(),
  /** 下次检验日期 of special equipment (特种设备安全法 article 40: to be asked for a month before it): a day in Beijing, `2026-12-25`. */
  inspectionDue: z.iso.date().optional(),
  /** On the list to be inspected 在册 since this day (absent: since it was first written down), and until this one, which is not in the future. */
  listedSince: z.iso.date().optional(),
  listedUntil: z.iso.date().optional(),
  /** 规上/规下. */
  scale: z.enum(OBJECT_SCALES).optional(),
  /** Typed attributes of its sector (domain `OBJECT_ATTRIBUTES`), replaced whole; absent: they stay as they are. Faults are named `attributes.<key>`. */
  attributes: z.record(z.string().max(64), z.union([z.string().max(1000), z.number(), z.boolean()])).optional(),
});
/** `revision` and `attributes` come with one object, not in lists. */
export type ObjectView = z.infer<typeof ObjectBody> & { revision?: number };
/** What a person changes of an object: what is not given stays, `null` takes it away. An attribute set to `null` goes; the others stay. */
export const ObjectChangeBody = z.strictObject({
  revision: z.number().int().min(1),
  name: ObjectBody.shape.name.optional(),
  kind: ObjectBody.shape.kind.optional(),
  gridCode: ObjectBody.shape.gridCode.optional(),
  location: ObjectBody.shape.location.optional(),
  address: ObjectBody.shape.address.nullable(),
  responsible: ObjectBody.shape.responsible.nullable(),
  responsiblePhone: ObjectBody.shape.responsiblePhone.nullable(),
  capacity: ObjectBody.shape.capacity.nullable(),
  inspectionDue: ObjectBody.shape.inspectionDue.nullable(),
  scale: ObjectBody.shape.scale.nullable(),
  attributes: z.record(z.string().max(64), z.union([z.string().max(1000), z.number(), z.boolean(), z.null()])).optional(),
});
export type ObjectChangeBody = z.infer<typeof ObjectChangeBody>;
export const GridsBody = z.array(GridBody).min(1).max(2000);
export const ObjectsBody = z.array(ObjectBody).min(1).max(5000);

/** The source of what the ledger itself tells, such as the days to an inspection: no measurement, and no source can be called so, for a source's id has no slash. */
export const LEDGER_SOURCE = 'ledger/objects';
