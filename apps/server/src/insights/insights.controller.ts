import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { EmployerDetailSchema, JointViewSchema, OverviewSchema } from '@miaotou/contracts';
import type { EmployerDetail, JointView, Overview } from '@miaotou/contracts';
import { PRODUCT } from '../product/index.js';
import type { Product } from '../product/index.js';
import { Allow, Viewer } from '../security/index.js';

/** What is read across sources. */
@ApiTags('insights')
@Controller()
export class InsightsController {
  constructor(@Inject(PRODUCT) private readonly product: Product) {}

  @Get('overview')
  @Allow('leader', 'analyst', 'responder', 'mediator', 'arbitrator', 'intake', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: OverviewSchema })
  overview(@Viewer() viewer: Viewer): Promise<Overview> {
    return this.product.insights.overview(viewer);
  }

  @Get('employers/:id')
  @Allow('leader', 'analyst', 'responder', 'mediator', 'arbitrator', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: EmployerDetailSchema })
  employer(@Param('id') id: string, @Viewer() viewer: Viewer): Promise<EmployerDetail> {
    return this.product.insights.employer(id, viewer);
  }

  @Get('employers/:id/joint-view')
  @Allow('leader', 'analyst', 'responder', 'mediator', 'arbitrator', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: JointViewSchema })
  jointView(@Param('id') id: string, @Viewer() viewer: Viewer): Promise<JointView> {
    return this.product.insights.jointView(id, viewer);
  }
}
