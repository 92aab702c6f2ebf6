import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  ReplayAlertPageSchema,
  ReplayAlertQuerySchema,
  ReplayDifferencePageSchema,
  ReplayDifferenceQuerySchema,
  ReplayMissPageSchema,
  ReplayMissQuerySchema,
  ReplayPageSchema,
  ReplayQuerySchema,
  ReplayRequestSchema,
  ReplayRowSchema,
  ReplaySchema,
} from '@miaotou/contracts';
import type {
  Replay,
  ReplayAlertPage,
  ReplayAlertQuery,
  ReplayDifferencePage,
  ReplayDifferenceQuery,
  ReplayMissPage,
  ReplayMissQuery,
  ReplayPage,
  ReplayQuery,
  ReplayRequest,
  ReplayRow,
} from '@miaotou/contracts';
import { PRODUCT } from '../product/index.js';
import type { Product } from '../product/index.js';
import { Allow, Viewer, WholeDeployment } from '../security/index.js';

/** History judged again, with the same rules or with others. Of the whole county, so for those who answer for it. */
@ApiTags('replays')
@Controller('replays')
@WholeDeployment()
export class ReplaysController {
  constructor(@Inject(PRODUCT) private readonly product: Product) {}

  @Get()
  @Allow('leader', 'analyst', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: ReplayPageSchema })
  list(@Query({ schema: ReplayQuerySchema }) query: ReplayQuery): Promise<ReplayPage> {
    return this.product.replays.list(query);
  }

  @Post()
  @Allow('analyst', 'admin')
  @ApiResponse({ status: 201, standardSchema: ReplayRowSchema })
  request(
    @Body({ schema: ReplayRequestSchema }) body: ReplayRequest,
    @Viewer() viewer: Viewer,
  ): Promise<ReplayRow> {
    return this.product.replays.request(body, viewer);
  }

  @Get(':id')
  @Allow('leader', 'analyst', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: ReplaySchema })
  get(@Param('id') id: string): Promise<Replay> {
    return this.product.replays.get(id);
  }

  @Get(':id/differences')
  @Allow('leader', 'analyst', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: ReplayDifferencePageSchema })
  differences(
    @Param('id') id: string,
    @Query({ schema: ReplayDifferenceQuerySchema }) query: ReplayDifferenceQuery,
  ): Promise<ReplayDifferencePage> {
    return this.product.replays.differences(id, query);
  }

  @Get(':id/alerts')
  @Allow('leader', 'analyst', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: ReplayAlertPageSchema })
  alerts(
    @Param('id') id: string,
    @Query({ schema: ReplayAlertQuerySchema }) query: ReplayAlertQuery,
  ): Promise<ReplayAlertPage> {
    return this.product.replays.alerts(id, query);
  }

  @Get(':id/misses')
  @Allow('leader', 'analyst', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: ReplayMissPageSchema })
  misses(
    @Param('id') id: string,
    @Query({ schema: ReplayMissQuerySchema }) query: ReplayMissQuery,
  ): Promise<ReplayMissPage> {
    return this.product.replays.misses(id, query);
  }

  @Post(':id/cancel')
  @HttpCode(204)
  @Allow('analyst', 'admin')
  cancel(@Param('id') id: string): Promise<void> {
    return this.product.replays.cancel(id);
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('analyst', 'admin')
  remove(@Param('id') id: string): Promise<void> {
    return this.product.replays.remove(id);
  }
}
