import type { Sector } from '@one-screen/domain';

/** Where a kind of object stands: inside the old walls, in the town's quarters, the villages, by the river, by the lake, or anywhere. */
export type Ground = 'oldTown' | 'town' | 'village' | 'river' | 'lake' | 'anywhere';

/** A kind of supervised object 监管对象 of the demo. */
export interface ObjectKind {
  sector: Sector;
  kind: string;
  count: number;
  ground: Ground;
  /** Lifts the chance of a graver colour, 0 (low) to 1 (high). */
  hazard: number;
  /** Name pattern: `{firm}` an invented firm, `{place}` the grid's short name, `{vessel}` a vessel's number, `{series}` a running number of the kind. */
  name: string;
  /** 核定承载量, from and to, where such an object has one. */
  capacity?: readonly [from: number, to: number];
}

const of = (sector: Sector, rows: [kind: string, count: number, ground: Ground, hazard: number, name: string, capacity?: readonly [number, number]][]): ObjectKind[] =>
  rows.map(([kind, count, ground, hazard, name, capacity]) => ({ sector, kind, count, ground, hazard, name, ...(capacity && { capacity }) }));

/** 400 objects across the eight sectors, in the proportions of a sub-district with an old walled town (domain facts, section 1). */
export const OBJECT_KINDS: readonly ObjectKind[] = [
  ...of('road', [
    ['危货运输企业', 4, 'village', 0.8, '{firm}危险货物运输'],
    ['旅游客运企业', 5, 'anywhere', 0.5, '{firm}旅游客运'],
    ['客运站', 2, 'town', 0.5, '{place}客运站'],
    ['重型货车企业', 9, 'village', 0.4, '{firm}重型货运'],
    ['公交场站', 5, 'town', 0.2, '{place}公交首末站'],
    ['隐患路口', 15, 'anywhere', 0.35, '{place}隐患路口{series}号'],
    ['隐患路段', 10, 'village', 0.4, '{place}临水临崖路段{series}号'],
  ]),
  ...of('marine', [
    ['渡口', 4, 'river', 0.5, '灵江{place}渡口{series}号', [12, 40]],
    ['渔船', 14, 'river', 0.45, '示范渔{vessel}'],
    ['休闲船', 4, 'river', 0.35, '示范游{vessel}'],
    ['停泊点', 6, 'river', 0.25, '灵江{place}船舶停泊点{series}号'],
  ]),
  ...of('fire', [
    ['古城木结构民居片区', 22, 'oldTown', 0.7, '{place}木结构民居片区{series}组'],
    ['出租房', 26, 'anywhere', 0.35, '{place}出租房{series}号'],
    ['高层建筑', 14, 'town', 0.4, '{place}高层住宅{series}幢'],
    ['商场', 7, 'town', 0.45, '{firm}商业广场'],
    ['养老机构', 4, 'anywhere', 0.5, '{place}颐养院{series}部'],
    ['学校', 6, 'anywhere', 0.2, '{place}实验学校{series}部'],
    ['小微企业园', 5, 'village', 0.5, '{firm}小微企业园'],
    ['沿街店铺', 8, 'town', 0.2, '{place}沿街合用场所{series}号'],
  ]),
  ...of('industry', [
    ['危化企业', 6, 'village', 0.95, '{firm}精细化工'],
    ['涉氨冷库', 6, 'village', 0.7, '{firm}冷链'],
    ['粉尘涉爆企业', 8, 'village', 0.6, '{firm}木业'],
    ['有限空间企业', 9, 'village', 0.45, '{firm}酱腌食品'],
    ['加油站', 5, 'anywhere', 0.45, '{firm}加油站'],
    ['金属加工企业', 6, 'village', 0.2, '{firm}五金机械'],
  ]),
  ...of('construction', [
    ['工地', 12, 'anywhere', 0.4, '{place}安置房{series}标段'],
    ['塔机', 12, 'anywhere', 0.5, '{place}工地塔机{series}号'],
    ['施工升降机', 5, 'anywhere', 0.4, '{place}工地升降机{series}号'],
    ['深基坑', 5, 'town', 0.65, '{place}深基坑{series}号'],
  ]),
  ...of('tourism', [
    ['府城城墙', 6, 'oldTown', 0.4, '台州府城城墙{series}段', [1200, 2600]],
    ['紫阳街', 4, 'oldTown', 0.5, '紫阳街{series}段', [2500, 6000]],
    ['东湖', 3, 'lake', 0.3, '东湖景区{series}片', [1500, 3500]],
    ['民宿', 22, 'anywhere', 0.25, '{firm}民宿'],
    ['玻璃栈道', 2, 'village', 0.7, '{place}玻璃栈道{series}号', [120, 260]],
    ['游船码头', 5, 'river', 0.3, '{place}游船码头{series}号', [80, 200]],
  ]),
  ...of('equipment', [
    ['电梯', 38, 'town', 0.25, '{place}住宅电梯{series}号梯'],
    ['锅炉', 8, 'village', 0.5, '{firm}锅炉房'],
    ['气瓶站', 4, 'village', 0.75, '{firm}气瓶充装站'],
    ['压力容器', 6, 'village', 0.5, '{firm}压力容器'],
    ['场内机动车', 4, 'village', 0.2, '{firm}叉车班组'],
  ]),
  ...of('city', [
    ['燃气调压站', 9, 'anywhere', 0.55, '{place}燃气调压站{series}号'],
    ['桥梁', 8, 'river', 0.45, '{place}桥梁{series}号桥'],
    ['积水点', 12, 'town', 0.35, '{place}易积水点{series}号'],
    ['窨井', 13, 'anywhere', 0.2, '{place}智能窨井{series}号'],
    ['供水泵站', 5, 'anywhere', 0.3, '{place}供水泵站{series}号'],
    ['老旧房屋', 7, 'town', 0.5, '{place}老旧房屋{series}幢'],
  ]),
];
