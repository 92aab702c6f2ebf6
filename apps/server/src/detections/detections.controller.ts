import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  DetectionPageSchema,
  DetectionQuerySchema,
  DetectionRowsQuerySchema,
  DetectionRowsSchema,
  DetectionSeriesQuerySchema,
  DetectionSeriesSchema,
  HotspotPageSchema,
  HotspotQuerySchema,
} from '@miaotou/contracts';
import type {
  DetectionPage,
  DetectionQuery,
  DetectionRows,
  DetectionRowsQuery,
  DetectionSeries,
  DetectionSeriesQuery,
  HotspotPage,
  HotspotQuery,
} from '@miaotou/contracts';
import { PRODUCT } from '../product/index.js';
import type { Product } from '../product/index.js';
import { Allow, ReadsPersonalData, Viewer } from '../security/index.js';

/** What statistical methods found unusual, in time and in space. */
@ApiTags('detections')
@Controller()
export class DetectionsController {
  constructor(@Inject(PRODUCT) private readonly product: Product) {}

  @Get('detections')
  @Allow('leader', 'analyst', 'responder', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: DetectionPageSchema })
  list(
    @Query({ schema: DetectionQuerySchema }) query: DetectionQuery,
    @Viewer() viewer: Viewer,
  ): Promise<DetectionPage> {
    return this.product.detections.list(query, viewer);
  }

  @Get('detections/series')
  @Allow('leader', 'analyst', 'responder', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: DetectionSeriesSchema })
  series(
    @Query({ schema: DetectionSeriesQuerySchema }) query: DetectionSeriesQuery,
    @Viewer() viewer: Viewer,
  ): Promise<DetectionSeries> {
    return this.product.detections.series(query, viewer);
  }

  @Get('detections/rows')
  @Allow('leader', 'analyst', 'responder', 'auditor', 'admin')
  @ReadsPersonalData()
  @ApiResponse({ status: 200, standardSchema: DetectionRowsSchema })
  rows(
    @Query({ schema: DetectionRowsQuerySchema }) query: DetectionRowsQuery,
    @Viewer() viewer: Viewer,
  ): Promise<DetectionRows> {
    return this.product.detections.rows(query, viewer);
  }

  @Get('hotspots')
  @Allow('leader', 'analyst', 'responder', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: HotspotPageSchema })
  hotspots(
    @Query({ schema: HotspotQuerySchema }) query: HotspotQuery,
    @Viewer() viewer: Viewer,
  ): Promise<HotspotPage> {
    return this.product.hotspots.page(query, viewer);
  }
}
