import { Controller, Get, HttpStatus, Inject, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PRODUCT } from '../product/index.js';
import type { Product } from '../product/index.js';
import { Public } from '../security/index.js';
import { check } from './checks.js';

/** Longer than this, and a load balancer should look elsewhere. */
const limitMs = 2_000;

/** For those who watch over the program: is it alive, and can it work. */
@ApiTags('system')
@Controller('api/health')
export class HealthController {
  constructor(@Inject(PRODUCT) private readonly product: Product) {}

  /** The process answers. */
  @Get('live')
  @Public()
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** Every store answers; each is asked on its own, so one that hangs does not hide the others. */
  @Get('ready')
  @Public()
  async ready(@Res({ passthrough: true }) reply: { status(code: number): unknown }) {
    const { records, warehouse, jobs } = this.product;
    const [recordsCheck, warehouseCheck, jobsCheck] = await Promise.all([
      check(() => records.ping(), limitMs),
      check(() => warehouse.ping(), limitMs),
      check(() => jobs.ping(), limitMs),
    ]);
    const checks = { records: recordsCheck, warehouse: warehouseCheck, jobs: jobsCheck };
    const ok = Object.values(checks).every((one) => one.ok);
    reply.status(ok ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
    return { status: ok ? 'ok' : 'unavailable', checks };
  }
}
