import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Public } from '../security/index.js';
import type { Metrics } from './metrics.js';

/** Injection token of the program's metrics. */
export const METRICS = Symbol('METRICS');

/** Numbers for a monitoring program. Counts and times only, nothing about anybody. */
@ApiTags('system')
@Controller('metrics')
export class MetricsController {
  constructor(@Inject(METRICS) private readonly metrics: Metrics) {}

  @Get()
  @Public()
  async scrape(
    @Res({ passthrough: true }) reply: { header(name: string, value: string): unknown },
  ): Promise<string> {
    reply.header('content-type', this.metrics.contentType);
    return this.metrics.text();
  }
}
