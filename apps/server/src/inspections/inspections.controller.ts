import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  CampaignListSchema,
  CampaignMadeSchema,
  InspectionCandidatesQuerySchema,
  InspectionCandidatesSchema,
  InspectionChoicesSchema,
  InspectionDetailSchema,
  InspectionPageSchema,
  InspectionQuerySchema,
  InspectionStepSchema,
  NewCampaignSchema,
  NewInspectionSchema,
} from '@miaotou/contracts';
import type {
  CampaignList,
  CampaignMade,
  InspectionCandidates,
  InspectionCandidatesQuery,
  InspectionChoices,
  InspectionDetail,
  InspectionPage,
  InspectionQuery,
  InspectionStep,
  NewCampaign,
  NewInspection,
} from '@miaotou/contracts';
import { PRODUCT } from '../product/index.js';
import type { Product } from '../product/index.js';
import { Allow, Viewer } from '../security/index.js';

/** Inspections: who goes where with which check-list, and what came out. */
@ApiTags('inspections')
@Controller('inspections')
export class InspectionsController {
  constructor(@Inject(PRODUCT) private readonly product: Product) {}

  @Get()
  @Allow('leader', 'analyst', 'responder', 'mediator', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: InspectionPageSchema })
  list(
    @Query({ schema: InspectionQuerySchema }) query: InspectionQuery,
    @Viewer() viewer: Viewer,
  ): Promise<InspectionPage> {
    return this.product.inspections.list(query, viewer);
  }

  @Get('choices')
  @Allow('leader', 'analyst', 'responder', 'mediator')
  @ApiResponse({ status: 200, standardSchema: InspectionChoicesSchema })
  choices(@Viewer() viewer: Viewer): Promise<InspectionChoices> {
    return this.product.inspections.choices(viewer);
  }

  @Get('candidates')
  @Allow('leader', 'analyst')
  @ApiResponse({ status: 200, standardSchema: InspectionCandidatesSchema })
  candidates(
    @Query({ schema: InspectionCandidatesQuerySchema }) query: InspectionCandidatesQuery,
    @Viewer() viewer: Viewer,
  ): Promise<InspectionCandidates> {
    return this.product.inspections.candidates(query, viewer);
  }

  @Get('campaigns')
  @Allow('leader', 'analyst', 'responder', 'mediator', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: CampaignListSchema })
  campaigns(@Viewer() viewer: Viewer): Promise<CampaignList> {
    return this.product.inspections.campaigns(viewer);
  }

  @Post('campaigns')
  @HttpCode(201)
  @Allow('leader', 'analyst')
  @ApiResponse({ status: 201, standardSchema: CampaignMadeSchema })
  campaign(
    @Body({ schema: NewCampaignSchema }) wanted: NewCampaign,
    @Viewer() viewer: Viewer,
  ): Promise<CampaignMade> {
    return this.product.inspections.campaign(wanted, viewer);
  }

  @Post()
  @HttpCode(201)
  @Allow('leader', 'analyst', 'responder')
  @ApiResponse({ status: 201, standardSchema: InspectionDetailSchema })
  raise(
    @Body({ schema: NewInspectionSchema }) wanted: NewInspection,
    @Viewer() viewer: Viewer,
  ): Promise<InspectionDetail> {
    return this.product.inspections.raise(wanted, viewer);
  }

  @Get(':id')
  @Allow('leader', 'analyst', 'responder', 'mediator', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: InspectionDetailSchema })
  get(@Param('id') id: string, @Viewer() viewer: Viewer): Promise<InspectionDetail> {
    return this.product.inspections.get(id, viewer);
  }

  @Post(':id/steps')
  @HttpCode(200)
  @Allow('leader', 'analyst', 'responder', 'mediator')
  @ApiResponse({ status: 200, standardSchema: InspectionDetailSchema })
  step(
    @Param('id') id: string,
    @Body({ schema: InspectionStepSchema }) step: InspectionStep,
    @Viewer() viewer: Viewer,
  ): Promise<InspectionDetail> {
    return this.product.inspections.step(id, step, viewer);
  }
}
