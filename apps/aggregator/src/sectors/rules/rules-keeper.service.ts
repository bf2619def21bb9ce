import { Injectable } from '@nestjs/common';
import { checkRule, invalid, missing, type Rule } from '@one-screen/domain';
import { Database } from '../../database/database.js';
import { AuditService } from '../../identity/audit.service.js';
import { JournalRepository } from '../../journal/journal.repository.js';
import { RulesRepository } from './rules.repository.js';
import { RulesService } from './rules.service.js';

/** Makes new versions of the alarm rules, each with its journal and audit entry. */
@Injectable()
export class RulesKeeper {
  constructor(
    private readonly database: Database,
    private readonly repository: RulesRepository,
    private readonly rules: RulesService,
    private readonly journal: JournalRepository,
    private readonly audit: AuditService,
  ) {}

  /** The next version of a rule. Id, sector and version are not the sender's to say. Throws `no-such-rule` (404), `rule-faults` (422) naming each fault. */
  async change(by: { name: string; ip: string }, id: string, body: Record<string, unknown>): Promise<Rule> {
    const known = this.rules.all().find((rule) => rule.id === id);
    if (!known) throw missing('no-such-rule', '没有这条规则', 'There is no such rule');
    const next = await this.database.write(async (transaction) => {
      // Whoever journals holds the head's lock, so no version is given twice.
      const head = await this.journal.lock(transaction);
      const rule = { ...body, id, sector: known.sector, version: (await this.repository.newestVersion(transaction, id)) + 1 } as Rule;
      const faults = checkRule(rule);
      if (faults.length) throw invalid('rule-faults', '规则有误，未保存', 'The rule has faults and was not saved', faults);
      await this.repository.add(transaction, [rule], by.name, Date.now());
      await this.journal.append(transaction, head, [{ at: Date.now(), kind: 'rule.changed', subjectType: 'rule', subjectId: id, revision: rule.version, actor: by.name }]);
      await this.audit.append(transaction, [{ actor: by.name, action: 'rule.changed', object: `rule:${id}`, result: 'done', ip: by.ip, detail: `${rule.version}` }]);
      return rule;
    });
    await this.rules.reread();
    return next;
  }
}
