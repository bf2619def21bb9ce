import type { City } from '../city/city.js';
import { withInspections } from '../city/inspections.js';
import type { FieldDevice } from '../city/ledger-shape.js';
import { FINAL, patientPost, type PostTools } from './patient-post.js';
import type { TokenFor } from './tokens.js';

/** The alarms go on without a ledger, so a refused token is not waited for. */
const REFUSED = new Set([...FINAL, 401, 403, 404]);

/** Says whose each device is, also before it speaks. Answers whether it was taken; what was refused is logged. */
export const postDevices = async (base: string, tokenFor: TokenFor, devices: readonly FieldDevice[], tools: PostTools): Promise<boolean> => {
  const answer = await patientPost(new URL('/api/devices', base).href, () => tokenFor('city'), devices, tools, REFUSED);
  if (answer && answer.status >= 300) tools.log(`设备台账未被接受：HTTP ${answer.status} ${JSON.stringify(answer.body)?.slice(0, 400)}`);
  return answer !== undefined && answer.status < 300;
};

/**
 * Puts the demo city into the ledger: city, street and grids first, then the objects.
 * Answers whether both were taken; what was refused is logged.
 */
export const postLedger = async (base: string, tokenFor: TokenFor, city: City, tools: PostTools): Promise<boolean> => {
  const parts: [path: string, rows: unknown[]][] = [
    ['/api/grids', [city.outline, city.street, ...city.grids]],
    ['/api/objects', withInspections(city.objects, Date.now())],
  ];
  for (const [path, rows] of parts) {
    const answer = await patientPost(new URL(path, base).href, () => tokenFor('city'), rows, tools, REFUSED);
    if (!answer) return false;
    if (answer.status >= 300) {
      tools.log(`台账 ${path} 未被接受：HTTP ${answer.status} ${JSON.stringify(answer.body)?.slice(0, 400)}`);
      return false;
    }
  }
  tools.log(`台账已入库：网格 ${city.grids.length} 个，监管对象 ${city.objects.length} 个（示意数据）`);
  return true;
};
