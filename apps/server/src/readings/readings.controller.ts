import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  EventReadingSchema,
  NewReadingCorrectionSchema,
  TopicDetailSchema,
  TopicListSchema,
  TopicQuerySchema,
} from '@miaotou/contracts';
import type {
  EventReading,
  NewReadingCorrection,
  TopicDetail,
  TopicList,
  TopicQuery,
} from '@miaotou/contracts';
import { PRODUCT } from '../product/index.js';
import type { Product } from '../product/index.js';
import { Allow, ReadsPersonalData, Viewer } from '../security/index.js';

/** What the machine reads of texts: hot topics, and single readings with their corrections. */
@ApiTags('readings')
@Controller()
export class ReadingsController {
  constructor(@Inject(PRODUCT) private readonly product: Product) {}

  @Get('topics')
  @Allow('leader', 'analyst', 'intake', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: TopicListSchema })
  topics(
    @Query({ schema: TopicQuerySchema }) query: TopicQuery,
    @Viewer() viewer: Viewer,
  ): Promise<TopicList> {
    return this.product.topics.list(query, viewer);
  }

  @Get('topics/:id')
  @Allow('leader', 'analyst', 'intake', 'auditor', 'admin')
  @ReadsPersonalData()
  @ApiResponse({ status: 200, standardSchema: TopicDetailSchema })
  topic(
    @Param('id') id: string,
    @Query({ schema: TopicQuerySchema }) query: TopicQuery,
    @Viewer() viewer: Viewer,
  ): Promise<TopicDetail> {
    return this.product.topics.detail(id, query, viewer);
  }

  @Get('readings/:eventId')
  @Allow('leader', 'analyst', 'intake', 'auditor', 'admin')
  @ReadsPersonalData()
  @ApiResponse({ status: 200, standardSchema: EventReadingSchema })
  reading(@Param('eventId') eventId: string, @Viewer() viewer: Viewer): Promise<EventReading> {
    return this.product.readings.get(eventId, viewer);
  }

  @Post('readings/:eventId/corrections')
  @HttpCode(200)
  @Allow('analyst', 'intake', 'admin')
  @ApiResponse({ status: 200, standardSchema: EventReadingSchema })
  correct(
    @Param('eventId') eventId: string,
    @Body({ schema: NewReadingCorrectionSchema }) correction: NewReadingCorrection,
    @Viewer() viewer: Viewer,
  ): Promise<EventReading> {
    return this.product.readings.correct(eventId, correction, viewer);
  }

  @Post('readings/corrections/:id/undo')
  @HttpCode(200)
  @Allow('analyst', 'intake', 'admin')
  @ApiResponse({ status: 200, standardSchema: EventReadingSchema })
  undo(@Param('id') id: string, @Viewer() viewer: Viewer): Promise<EventReading> {
    return this.product.readings.undo(/^\d{1,15}$/u.test(id) ? Number(id) : 0, viewer);
  }
}
