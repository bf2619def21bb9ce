import type { CatalogueEntry } from '../../ledger/hazard-catalogue.js';
import { entriesOf, OWN_GENERAL } from './document.js';

/** 渔业船舶重大事故隐患判定标准（试行）, for vessels of ten and more by their approved complement; compared with the text. */
const VESSELS = { number: '农渔发〔2022〕11号', from: '2022-04-02' };
/** 内河交通安全管理条例 as amended in 2019; articles from memory. For ferries no list of major hazards was found: local reading [P]. */
const INLAND = { number: '内河交通安全管理条例（本地细化）', from: '2019-03-02' };

export const MARINE_CATALOGUE: readonly CatalogueEntry[] = [
  ...entriesOf('marine', 'major', VESSELS, [
    ['MAR-01', '（一）', '擅自改变渔船结构、主尺度或作业类型'],
    ['MAR-02', '（二）', '救生、消防设施或号灯不处于良好可用状态'],
    ['MAR-03', '（三）', '职务船员达不到最低配员标准'],
    ['MAR-04', '（四）', '擅自关闭、破坏、屏蔽、拆卸北斗、AIS 等终端，或篡改、隐瞒、销毁其数据'],
    ['MAR-05', '（五）', '超核定航区或抗风等级、超载航行作业'],
    ['MAR-06', '（六）', '检验证书或国籍证书失效后出海'],
    ['MAR-07', '（七）', '在船人员超过核定载员，或未经批准载客'],
    ['MAR-08', '（八）', '防台等期间不服从停航、撤离、转移命令，未及时撤离危险海域'],
  ]),
  ...entriesOf('marine', 'major', INLAND, [
    ['MAR-21', '渡运', '渡船超载，或在能见度、风浪、水位超过限制时渡运'],
    ['MAR-22', '渡运', '渡船无检验、登记证书或渡工无证驾驶'],
  ]),
  ...entriesOf('marine', 'general', OWN_GENERAL, [
    ['MAR-G01', '设备', '救生衣、灭火器数量不足或临近到期'],
    ['MAR-G02', '渡口', '渡口守则、水位标志、乘客须知缺失'],
    ['MAR-G03', '人员', '编组出海报备、日志记录不全'],
    ['MAR-G04', '港口', '停泊缆绳、用电、消防通道不规范'],
  ]),
];
