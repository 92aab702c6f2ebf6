import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { ShadowQuerySchema, ShadowSchema, ShadowStartSchema } from '@miaotou/contracts';
import type { Shadow, ShadowQuery, ShadowStart } from '@miaotou/contracts';
import { PRODUCT } from '../product/index.js';
import type { Product } from '../product/index.js';
import { Allow, Viewer, WholeDeployment } from '../security/index.js';

/** Drafts of rules that are judged beside production and raise nothing. */
@ApiTags('shadows')
@Controller('shadows')
@WholeDeployment()
export class ShadowsController {
  constructor(@Inject(PRODUCT) private readonly product: Product) {}

  @Get()
  @Allow('leader', 'analyst', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: ShadowSchema.array() })
  ofRule(@Query({ schema: ShadowQuerySchema }) { rule }: ShadowQuery): Promise<Shadow[]> {
    return this.product.shadows.ofRule(rule);
  }

  @Post()
  @Allow('analyst')
  @ApiResponse({ status: 201, standardSchema: ShadowSchema })
  start(
    @Body({ schema: ShadowStartSchema }) { draftId }: ShadowStart,
    @Viewer() viewer: Viewer,
  ): Promise<Shadow> {
    return this.product.shadows.start(draftId, viewer);
  }

  @Post(':id/stop')
  @HttpCode(200)
  @Allow('analyst')
  @ApiResponse({ status: 200, standardSchema: ShadowSchema })
  stop(@Param('id') id: string, @Viewer() viewer: Viewer): Promise<Shadow> {
    return this.product.shadows.stop(id, viewer);
  }
}
