import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { CONFIG } from '../config/config.module.js';
import { AccountsRepository } from './accounts.repository.js';
import { AttemptsService } from './attempts.service.js';
import { AuditController } from './audit.controller.js';
import { AuditRepository } from './audit.repository.js';
import { AuditService } from './audit.service.js';
import { CLOCK } from './clock.js';
import { IdentityGuard } from './guard.js';
import { IdentityService } from './identity.service.js';
import { SessionController } from './session.controller.js';
import { SessionsRepository } from './sessions.repository.js';
import { SESSION_KEY, sessionKey } from './secret.js';
import { UsersController } from './users.controller.js';
import { UsersService } from './users.service.js';
import { WallsController } from './walls.controller.js';
import { WallsRepository } from './walls.repository.js';
import { WallsService } from './walls.service.js';

/** Who may: people, screens, sessions, and the audit trail; its guard stands before every route. */
@Global()
@Module({
  controllers: [SessionController, UsersController, WallsController, AuditController],
  providers: [
    { provide: CLOCK, useValue: Date.now },
    { provide: SESSION_KEY, useFactory: sessionKey, inject: [CONFIG] },
    { provide: APP_GUARD, useClass: IdentityGuard },
    AccountsRepository, SessionsRepository, WallsRepository, AuditRepository,
    AuditService, AttemptsService, IdentityService, UsersService, WallsService,
  ],
  exports: [CLOCK, IdentityService, AuditService, AccountsRepository],
})
export class IdentityModule {}
