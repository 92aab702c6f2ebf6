import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  SilenceDecisionSchema,
  SilenceDraftSchema,
  SilenceListSchema,
  SilenceReportSchema,
} from '@miaotou/contracts';
import type { SilenceDecision, SilenceDraft, SilenceList, SilenceReport } from '@miaotou/contracts';
import { PRODUCT } from '../product/index.js';
import type { Product } from '../product/index.js';
import { Allow, Viewer } from '../security/index.js';

/** Silences: asked for by one person, approved by another, and what each held back. */
@ApiTags('silences')
@Controller('silences')
export class SilencesController {
  constructor(@Inject(PRODUCT) private readonly product: Product) {}

  @Get()
  @Allow('leader', 'analyst', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: SilenceListSchema })
  list(@Viewer() viewer: Viewer): Promise<SilenceList> {
    return this.product.silences.list(viewer);
  }

  @Post()
  @HttpCode(200)
  @Allow('leader', 'analyst')
  @ApiResponse({ status: 200, standardSchema: SilenceListSchema })
  ask(
    @Body({ schema: SilenceDraftSchema }) draft: SilenceDraft,
    @Viewer() viewer: Viewer,
  ): Promise<SilenceList> {
    return this.product.silences.ask(draft, viewer);
  }

  @Post(':id/decision')
  @HttpCode(200)
  @Allow('leader', 'analyst')
  @ApiResponse({ status: 200, standardSchema: SilenceListSchema })
  decide(
    @Param('id') id: string,
    @Body({ schema: SilenceDecisionSchema }) decision: SilenceDecision,
    @Viewer() viewer: Viewer,
  ): Promise<SilenceList> {
    return this.product.silences.decide(id, decision, viewer);
  }

  @Get(':id/report')
  @Allow('leader', 'analyst', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: SilenceReportSchema })
  report(@Param('id') id: string, @Viewer() viewer: Viewer): Promise<SilenceReport> {
    return this.product.silences.report(id, viewer);
  }
}
