import { Controller, Get, Header, Inject } from '@nestjs/common';
import { CONFIG } from '../config/config.module.js';
import type { Config } from '../config/config.js';
import { docsPage } from './docs-page.js';
import { openApiOf, type OpenApiDocument } from './openapi.js';
import { OpenRoute } from './open-route.js';
import { ROUTES } from './routes.js';

/** The API told to machines and to people; open to anyone, as it says nothing of this installation but its name. */
@Controller('api')
@OpenRoute()
export class DocsController {
  private document: OpenApiDocument | undefined;
  private page: string | undefined;

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  @Get('openapi.json')
  openApi(): OpenApiDocument {
    return (this.document ??= openApiOf(ROUTES, this.config.siteName));
  }

  @Get('docs')
  @Header('content-type', 'text/html; charset=utf-8')
  docs(): string {
    return (this.page ??= docsPage(ROUTES, this.config.siteName));
  }
}
