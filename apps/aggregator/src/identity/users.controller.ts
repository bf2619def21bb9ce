import { Body, Controller, Get, Inject, Param, Patch, Post } from '@nestjs/common';
import { UserChangeBody, UserCreateBody, type PersonView, type UserView } from '@one-screen/contracts';
import type { z } from 'zod';
import { zod } from '../http/zod.pipe.js';
import { Needs, Who } from './guard.js';
import type { Identity } from './identity.js';
import { UsersService } from './users.service.js';

/** Accounts, for administrators; and whom an alarm may be handed to, for everyone. */
@Controller('api')
export class UsersController {
  constructor(@Inject(UsersService) private readonly users: UsersService) {}

  @Get('users')
  @Needs('administer')
  async list(): Promise<{ items: UserView[] }> {
    return { items: await this.users.list() };
  }

  @Post('users')
  @Needs('administer')
  create(@Body(zod(UserCreateBody)) body: z.infer<typeof UserCreateBody>, @Who() who: Identity): Promise<UserView> {
    return this.users.create(body, who);
  }

  @Patch('users/:username')
  @Needs('administer')
  change(@Param('username') username: string, @Body(zod(UserChangeBody)) body: z.infer<typeof UserChangeBody>, @Who() who: Identity): Promise<UserView> {
    return this.users.change(username, body, who);
  }

  @Get('people')
  async people(): Promise<{ items: PersonView[] }> {
    return { items: await this.users.people() };
  }
}
