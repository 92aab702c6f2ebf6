import { Controller, Get, Inject } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { SystemStatusSchema } from '@miaotou/contracts';
import type { SystemStatus } from '@miaotou/contracts';
import { PRODUCT } from '../product/index.js';
import type { Product } from '../product/index.js';
import { AllowAll } from '../security/index.js';

/** State of the product as everybody signed in may see it. */
@ApiTags('system')
@Controller('system')
export class SystemController {
  constructor(@Inject(PRODUCT) private readonly product: Product) {}

  @Get()
  @AllowAll()
  @ApiResponse({ status: 200, standardSchema: SystemStatusSchema })
  status(): Promise<SystemStatus> {
    return this.product.system.status();
  }
}
