import { Injectable } from '@nestjs/common';
import type { RuleChangeBody, RuleCreateBody, RuleVersionView, RuleView } from '@one-screen/contracts';
import { checkRule, conflict, forbidden, invalid, missing, rulesInForce, type Rule } from '@one-screen/domain';
import { Database } from '../../database/database.js';
import { AuditService } from '../../identity/audit.service.js';
import type { Identity } from '../../identity/identity.js';
import { iso } from '../../journal/instant.js';
import { JournalRepository } from '../../journal/journal.repository.js';
import { RulesRepository } from './rules.repository.js';
import { RulesService } from './rules.service.js';

/** Makes rules and new versions of them, each with its journal and audit entry; old versions are kept and shown. */
@Injectable()
export class RulesKeeper {
  constructor(
    private readonly database: Database,
    private readonly repository: RulesRepository,
    private readonly rules: RulesService,
    private readonly journal: JournalRepository,
    private readonly audit: AuditService,
  ) {}

  /** The newest version of each rule of the reader's sectors, and the one in force. */
  async list(who: Identity): Promise<RuleView[]> {
    const newest = new Map<string, RuleVersionView>();
    for (const { rule, changedBy, changedAt } of await this.repository.versions()) if (who.scope.sectors.includes(rule.sector)) newest.set(rule.id, { rule, changedBy, changedAt: iso(changedAt) });
    const inForce = new Map(rulesInForce([...this.rules.all()], Date.now()).map((rule) => [rule.id, rule]));
    return [...newest.values()].map((view) => ({ ...view, ...(inForce.has(view.rule.id) && { inForce: inForce.get(view.rule.id) }) }));
  }

  /** Every version of a rule, newest first. Throws `no-such-rule` (404). */
  async versions(who: Identity, id: string): Promise<RuleVersionView[]> {
    const versions = (await this.repository.versions(id)).filter(({ rule }) => who.scope.sectors.includes(rule.sector));
    if (!versions.length) throw noSuchRule();
    return versions.reverse().map(({ changedAt, ...rest }) => ({ ...rest, changedAt: iso(changedAt) }));
  }

  /** A rule that was not there before. Throws `rule-exists` (409), `rule-faults` (422) naming each fault, `out-of-scope` (403). */
  async create(by: Identity, body: RuleCreateBody): Promise<Rule> {
    if (!by.scope.sectors.includes(body.sector)) throw forbidden('out-of-scope', '不在您的数据范围内', 'Outside your data scope');
    return this.save(by, 'created', body.id, (newest) => {
      if (newest) throw conflict('rule-exists', `规则 ${body.id} 已存在`, `Rule ${body.id} exists already`, [{ path: 'id', message: '已存在 / exists already' }]);
      return { ...body, version: 1 } as unknown as Rule;
    });
  }

  /**
   * The next version of a rule, made from `body.version`. Id and sector are not the sender's to say. Throws `no-such-rule` (404),
   * `rule-stale` (409, the newest version in `details.rule`) when somebody was quicker, `rule-faults` (422) naming each fault.
   */
  async change(by: Identity, id: string, body: RuleChangeBody): Promise<Rule> {
    return this.save(by, 'changed', id, (newest) => {
      if (!newest || !by.scope.sectors.includes(newest.sector)) throw noSuchRule();
      if (newest.version !== body.version) throw conflict('rule-stale', `规则已被他人改为第 ${newest.version} 版，未保存`, `Somebody made version ${newest.version} meanwhile; nothing was saved`, { rule: newest });
      return { ...body, id, sector: newest.sector, version: newest.version + 1 } as unknown as Rule;
    });
  }

  private async save(by: Identity, deed: 'created' | 'changed', id: string, next: (newest: Rule | undefined) => Rule): Promise<Rule> {
    const saved = await this.database.write(async (transaction) => {
      // Whoever journals holds the head's lock, so no version is given twice.
      const head = await this.journal.lock(transaction);
      const rule = next(await this.repository.newest(transaction, id));
      const faults = checkRule(rule);
      if (faults.length) throw invalid('rule-faults', '规则有误，未保存', 'The rule has faults and was not saved', faults);
      await this.repository.add(transaction, [rule], by.name, Date.now());
      await this.journal.append(transaction, head, [{ at: Date.now(), kind: `rule.${deed}`, subjectType: 'rule', subjectId: id, revision: rule.version, actor: by.name }]);
      await this.audit.append(transaction, [{ actor: by.name, action: `rule.${deed}`, object: `rule:${id}`, result: 'done', ip: by.ip, detail: `${rule.version}` }]);
      return rule;
    });
    await this.rules.reread();
    return saved;
  }
}

const noSuchRule = () => missing('no-such-rule', '没有这条规则', 'There is no such rule');
