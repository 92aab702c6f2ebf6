import { Body, Controller, Get, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  FiveOneRequestSchema,
  IncidentPlanSchema,
  PlanTickRequestSchema,
  TeamChoiceSchema,
} from '@miaotou/contracts';
import type { FiveOneRequest, IncidentPlan, PlanTickRequest, TeamChoice } from '@miaotou/contracts';
import { PRODUCT } from '../product/index.js';
import type { Product } from '../product/index.js';
import { Allow, headerOf, Viewer } from '../security/index.js';
import type { ServerRequest } from '../security/index.js';
import { deviceOf } from './device.js';

/** The response plan of an incident: its steps ticked off, and the five ones of a red. */
@ApiTags('incidents')
@Controller('incidents/:id/plan')
export class PlansController {
  constructor(@Inject(PRODUCT) private readonly product: Product) {}

  @Get()
  @Allow('leader', 'analyst', 'responder', 'mediator', 'arbitrator', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: IncidentPlanSchema })
  get(@Param('id') id: string, @Viewer() viewer: Viewer): Promise<IncidentPlan> {
    return this.product.plans.get(id, viewer);
  }

  @Post('ticks')
  @HttpCode(200)
  @Allow('leader', 'analyst', 'responder', 'mediator', 'arbitrator', 'admin')
  @ApiResponse({ status: 200, standardSchema: IncidentPlanSchema })
  tick(
    @Param('id') id: string,
    @Body({ schema: PlanTickRequestSchema }) request: PlanTickRequest,
    @Viewer() viewer: Viewer,
    @Req() from: ServerRequest,
  ): Promise<IncidentPlan> {
    return this.product.plans.tick(id, request, viewer, deviceOf(headerOf(from, 'user-agent')));
  }

  @Post('five-ones')
  @HttpCode(200)
  @Allow('leader', 'analyst', 'responder', 'mediator', 'arbitrator', 'admin')
  @ApiResponse({ status: 200, standardSchema: IncidentPlanSchema })
  say(
    @Param('id') id: string,
    @Body({ schema: FiveOneRequestSchema }) request: FiveOneRequest,
    @Viewer() viewer: Viewer,
    @Req() from: ServerRequest,
  ): Promise<IncidentPlan> {
    return this.product.plans.say(id, request, viewer, deviceOf(headerOf(from, 'user-agent')));
  }

  @Get('people')
  @Allow('leader', 'analyst', 'responder', 'mediator', 'arbitrator', 'admin')
  @ApiResponse({ status: 200, standardSchema: TeamChoiceSchema })
  choice(@Param('id') id: string, @Viewer() viewer: Viewer): Promise<TeamChoice> {
    return this.product.plans.choice(id, viewer);
  }
}
