import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  IndicatorRowSchema,
  IndicatorRowsSchema,
  IndicatorSeriesSchema,
  IndicatorSubjectsSchema,
  PointQuerySchema,
  SeriesQuerySchema,
} from '@miaotou/contracts';
import type {
  IndicatorRow,
  IndicatorRows,
  IndicatorSeries,
  IndicatorSubjects,
  PointQuery,
  SeriesQuery,
} from '@miaotou/contracts';
import { PRODUCT } from '../product/index.js';
import type { Product } from '../product/index.js';
import { Allow, Viewer } from '../security/index.js';

/** The indicators: who produces them, how they went, and the rows behind each point. */
@ApiTags('indicators')
@Controller('indicators')
export class IndicatorsController {
  constructor(@Inject(PRODUCT) private readonly product: Product) {}

  @Get()
  @Allow('leader', 'analyst', 'intake', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: IndicatorRowSchema.array() })
  catalogue(): Promise<IndicatorRow[]> {
    return this.product.indicators.catalogue();
  }

  @Get(':code/series')
  @Allow('leader', 'analyst', 'intake', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: IndicatorSeriesSchema })
  series(
    @Param('code') code: string,
    @Query({ schema: SeriesQuerySchema }) query: SeriesQuery,
    @Viewer() viewer: Viewer,
  ): Promise<IndicatorSeries> {
    return this.product.indicators.series(code, query, viewer);
  }

  @Get(':code/subjects')
  @Allow('leader', 'analyst', 'intake', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: IndicatorSubjectsSchema })
  subjects(
    @Param('code') code: string,
    @Query({ schema: SeriesQuerySchema }) query: SeriesQuery,
    @Viewer() viewer: Viewer,
  ): Promise<IndicatorSubjects> {
    return this.product.indicators.subjects(code, query, viewer);
  }

  @Get(':code/rows')
  @Allow('leader', 'analyst', 'intake', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: IndicatorRowsSchema })
  rows(
    @Param('code') code: string,
    @Query({ schema: PointQuerySchema }) query: PointQuery,
    @Viewer() viewer: Viewer,
  ): Promise<IndicatorRows> {
    return this.product.indicators.rows(code, query, viewer);
  }
}
