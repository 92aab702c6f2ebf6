import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  AlertDetailSchema,
  AlertPageSchema,
  AlertQuerySchema,
  SourceRowsQuerySchema,
  SourceRowsSchema,
} from '@miaotou/contracts';
import type { AlertDetail, AlertPage, AlertQuery, SourceRows, SourceRowsQuery } from '@miaotou/contracts';
import { PRODUCT } from '../product/index.js';
import type { Product } from '../product/index.js';
import { Allow, ReadsPersonalData, Viewer } from '../security/index.js';

/** Alerts: the list, one in full, and the rows behind them. */
@ApiTags('alerts')
@Controller('alerts')
export class AlertsController {
  constructor(@Inject(PRODUCT) private readonly product: Product) {}

  @Get()
  @Allow('leader', 'analyst', 'responder', 'mediator', 'arbitrator', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: AlertPageSchema })
  list(@Query({ schema: AlertQuerySchema }) query: AlertQuery, @Viewer() viewer: Viewer): Promise<AlertPage> {
    return this.product.alerts.list(query, viewer);
  }

  @Get(':id')
  @Allow('leader', 'analyst', 'responder', 'mediator', 'arbitrator', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: AlertDetailSchema })
  get(@Param('id') id: string, @Viewer() viewer: Viewer): Promise<AlertDetail> {
    return this.product.alerts.get(id, viewer);
  }

  @Get(':id/rows')
  @ReadsPersonalData()
  @Allow('leader', 'analyst', 'responder', 'mediator', 'arbitrator', 'auditor')
  @ApiResponse({ status: 200, standardSchema: SourceRowsSchema })
  rows(
    @Param('id') id: string,
    @Query({ schema: SourceRowsQuerySchema }) { feature, page }: SourceRowsQuery,
    @Viewer() viewer: Viewer,
  ): Promise<SourceRows> {
    return this.product.alerts.sourceRows(id, feature, page, viewer);
  }
}
