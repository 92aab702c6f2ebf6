import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  ApartSchema,
  EmployerMattersSchema,
  JoinSchema,
  MatterDetailSchema,
  MatterPageSchema,
  MatterQuerySchema,
  UndoDecisionSchema,
} from '@miaotou/contracts';
import type {
  Apart,
  EmployerMatters,
  Join,
  MatterDetail,
  MatterPage,
  MatterQuery,
  UndoDecision,
} from '@miaotou/contracts';
import { PRODUCT } from '../product/index.js';
import type { Product } from '../product/index.js';
import { Allow, ReadsPersonalData, Viewer } from '../security/index.js';

/** Quarrels across all channels: one matter, many reports. */
@ApiTags('matters')
@Controller()
export class MattersController {
  constructor(@Inject(PRODUCT) private readonly product: Product) {}

  @Get('matters')
  @Allow('leader', 'analyst', 'responder', 'mediator', 'arbitrator', 'intake', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: MatterPageSchema })
  list(
    @Query({ schema: MatterQuerySchema }) query: MatterQuery,
    @Viewer() viewer: Viewer,
  ): Promise<MatterPage> {
    return this.product.matters.list(query, viewer);
  }

  @Get('matters/:id')
  @Allow('leader', 'analyst', 'responder', 'mediator', 'arbitrator', 'intake', 'auditor', 'admin')
  @ReadsPersonalData()
  @ApiResponse({ status: 200, standardSchema: MatterDetailSchema })
  get(@Param('id') id: string, @Viewer() viewer: Viewer): Promise<MatterDetail> {
    return this.product.matters.get(/^\d{1,15}$/u.test(id) ? Number(id) : 0, viewer);
  }

  @Get('employers/:id/matters')
  @Allow('leader', 'analyst', 'responder', 'mediator', 'arbitrator', 'auditor', 'admin')
  @ReadsPersonalData()
  @ApiResponse({ status: 200, standardSchema: EmployerMattersSchema })
  ofEmployer(@Param('id') id: string, @Viewer() viewer: Viewer): Promise<EmployerMatters> {
    return this.product.matters.ofEmployer(id, viewer);
  }

  @Post('matters/apart')
  @HttpCode(204)
  @Allow('analyst', 'intake', 'admin')
  apart(@Body({ schema: ApartSchema }) body: Apart, @Viewer() viewer: Viewer): Promise<void> {
    return this.product.matters.apart(body, viewer);
  }

  @Post('matters/join')
  @HttpCode(204)
  @Allow('analyst', 'intake', 'admin')
  join(@Body({ schema: JoinSchema }) body: Join, @Viewer() viewer: Viewer): Promise<void> {
    return this.product.matters.join(body, viewer);
  }

  @Post('matters/undo')
  @HttpCode(204)
  @Allow('analyst', 'intake', 'admin')
  undo(@Body({ schema: UndoDecisionSchema }) body: UndoDecision, @Viewer() viewer: Viewer): Promise<void> {
    return this.product.matters.undo(body, viewer);
  }
}
