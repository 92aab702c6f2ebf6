import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  IncidentDetailSchema,
  IncidentMergeSchema,
  IncidentMovedSchema,
  IncidentMovePreviewSchema,
  IncidentMoveUndoSchema,
  IncidentPageSchema,
  IncidentQuerySchema,
  IncidentSplitSchema,
  IncidentStandingSchema,
  IncidentStepRequestSchema,
  PeopleListSchema,
} from '@miaotou/contracts';
import type {
  IncidentDetail,
  IncidentMerge,
  IncidentMoved,
  IncidentMovePreview,
  IncidentPage,
  IncidentQuery,
  IncidentSplit,
  IncidentStanding,
  IncidentStepRequest,
  PeopleList,
} from '@miaotou/contracts';
import { PRODUCT } from '../product/index.js';
import type { Product } from '../product/index.js';
import { Allow, headerOf, Viewer } from '../security/index.js';
import type { ServerRequest } from '../security/index.js';
import { deviceOf } from './device.js';

/** Incidents: the inbox, one in full, steps of the response, merges and splits, and what leaders watch. */
@ApiTags('incidents')
@Controller('incidents')
export class IncidentsController {
  constructor(@Inject(PRODUCT) private readonly product: Product) {}

  @Get()
  @Allow('leader', 'analyst', 'responder', 'mediator', 'arbitrator', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: IncidentPageSchema })
  list(
    @Query({ schema: IncidentQuerySchema }) query: IncidentQuery,
    @Viewer() viewer: Viewer,
  ): Promise<IncidentPage> {
    return this.product.incidents.list(query, viewer);
  }

  @Get('standing')
  @Allow('leader', 'analyst', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: IncidentStandingSchema })
  async standing(@Viewer() viewer: Viewer): Promise<IncidentStanding> {
    const faults = await this.product.watchdog.faults();
    return {
      ...(await this.product.incidents.standing(viewer)),
      faults: faults.map(({ code, text, since }) => ({ code, text, since: since.toISOString() })),
    };
  }

  @Get(':id')
  @Allow('leader', 'analyst', 'responder', 'mediator', 'arbitrator', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: IncidentDetailSchema })
  get(@Param('id') id: string, @Viewer() viewer: Viewer): Promise<IncidentDetail> {
    return this.product.incidents.get(id, viewer);
  }

  @Post(':id/steps')
  @HttpCode(200)
  @Allow('leader', 'analyst', 'responder', 'mediator', 'arbitrator', 'admin')
  @ApiResponse({ status: 200, standardSchema: IncidentDetailSchema })
  act(
    @Param('id') id: string,
    @Body({ schema: IncidentStepRequestSchema }) request: IncidentStepRequest,
    @Viewer() viewer: Viewer,
    @Req() from: ServerRequest,
  ): Promise<IncidentDetail> {
    return this.product.incidents.act(id, request, viewer, deviceOf(headerOf(from, 'user-agent')));
  }

  @Post(':id/read')
  @HttpCode(204)
  @Allow('leader', 'analyst', 'responder', 'mediator', 'arbitrator', 'auditor', 'admin')
  read(@Param('id') id: string, @Viewer() viewer: Viewer, @Req() from: ServerRequest): Promise<void> {
    return this.product.incidents.read(id, viewer, deviceOf(headerOf(from, 'user-agent')));
  }

  @Get(':id/receivers')
  @Allow('leader', 'analyst', 'responder', 'mediator', 'arbitrator', 'admin')
  @ApiResponse({ status: 200, standardSchema: PeopleListSchema })
  receivers(@Param('id') id: string, @Viewer() viewer: Viewer): Promise<PeopleList> {
    return this.product.incidents.receivers(id, viewer);
  }

  @Get(':id/merge/:into')
  @Allow('leader', 'analyst')
  @ApiResponse({ status: 200, standardSchema: IncidentMovePreviewSchema })
  previewMerge(
    @Param('id') id: string,
    @Param('into') into: string,
    @Viewer() viewer: Viewer,
  ): Promise<IncidentMovePreview> {
    return this.product.incidents.previewMerge(id, into, viewer);
  }

  @Post(':id/merge')
  @HttpCode(200)
  @Allow('leader', 'analyst')
  @ApiResponse({ status: 200, standardSchema: IncidentMovedSchema })
  merge(
    @Param('id') id: string,
    @Body({ schema: IncidentMergeSchema }) request: IncidentMerge,
    @Viewer() viewer: Viewer,
  ): Promise<IncidentMoved> {
    return this.product.incidents.merge(id, request, viewer);
  }

  @Post(':id/split')
  @HttpCode(200)
  @Allow('leader', 'analyst')
  @ApiResponse({ status: 200, standardSchema: IncidentMovedSchema })
  split(
    @Param('id') id: string,
    @Body({ schema: IncidentSplitSchema }) request: IncidentSplit,
    @Viewer() viewer: Viewer,
  ): Promise<IncidentMoved> {
    return this.product.incidents.split(id, request, viewer);
  }

  @Post('moves/:move/undo')
  @HttpCode(200)
  @Allow('leader', 'analyst')
  @ApiResponse({ status: 200, standardSchema: IncidentMovedSchema })
  undo(
    @Param('move') move: string,
    @Body({ schema: IncidentMoveUndoSchema }) { reason }: { readonly reason: string },
    @Viewer() viewer: Viewer,
  ): Promise<IncidentMoved> {
    return this.product.incidents.undoMove(move, reason, viewer);
  }
}
