import { Controller, Get, Inject } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { SourceLayoutSchema } from '@miaotou/contracts';
import type { SourceLayout } from '@miaotou/contracts';
import { PRODUCT } from '../product/index.js';
import type { Product } from '../product/index.js';
import { Allow } from '../security/index.js';

/** What files the product reads, and how far each kind has been delivered. */
@ApiTags('sources')
@Controller('sources')
export class LayoutsController {
  constructor(@Inject(PRODUCT) private readonly product: Product) {}

  @Get('layouts')
  @Allow('leader', 'analyst', 'intake', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: SourceLayoutSchema.array() })
  layouts(): Promise<SourceLayout[]> {
    return this.product.imports.layouts(this.product.clock.now());
  }
}
