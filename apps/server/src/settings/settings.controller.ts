import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  NodeWindowViewSchema,
  NodeYearQuerySchema,
  SettingCheckSchema,
  SettingDecisionSchema,
  SettingDraftSchema,
  SettingKindSchema,
  SettingProposalSchema,
  SettingSchema,
  SettingVersionSchema,
  TiersViewSchema,
} from '@miaotou/contracts';
import type { NodeWindowView, Setting, SettingVersion, TiersView } from '@miaotou/contracts';
import { z } from 'zod';
import { PRODUCT } from '../product/index.js';
import type { Product } from '../product/index.js';
import { Allow, Viewer } from '../security/index.js';

const KindParamSchema = z.object({ kind: SettingKindSchema });

/** Dated configuration, proposed by one person and approved by another; and the tiers as they are called today. */
@ApiTags('settings')
@Controller()
export class SettingsController {
  constructor(@Inject(PRODUCT) private readonly product: Product) {}

  @Get('tiers')
  @Allow('leader', 'analyst', 'responder', 'mediator', 'arbitrator', 'intake', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: TiersViewSchema })
  tiers(): Promise<TiersView> {
    return this.product.settings.tiers();
  }

  @Get('settings')
  @Allow('leader', 'analyst', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: SettingSchema.array() })
  list(@Viewer() viewer: Viewer): Promise<Setting[]> {
    return this.product.settings.list(viewer);
  }

  @Get('settings/time-nodes/windows')
  @Allow('leader', 'analyst', 'responder', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: NodeWindowViewSchema.array() })
  windows(
    @Query({ schema: NodeYearQuerySchema }) { year }: z.infer<typeof NodeYearQuerySchema>,
  ): Promise<NodeWindowView[]> {
    return this.product.settings.nodeYear(year);
  }

  @Post('settings/:kind/check')
  @HttpCode(200)
  @Allow('analyst', 'admin')
  @ApiResponse({ status: 200, standardSchema: SettingCheckSchema })
  check(
    @Param({ schema: KindParamSchema }) { kind }: z.infer<typeof KindParamSchema>,
    @Body({ schema: SettingDraftSchema }) { body }: z.infer<typeof SettingDraftSchema>,
  ): z.infer<typeof SettingCheckSchema> {
    return { faults: [...this.product.settings.check(kind, body)] };
  }

  @Post('settings/:kind/versions')
  @Allow('analyst', 'admin')
  @ApiResponse({ status: 201, standardSchema: SettingVersionSchema })
  propose(
    @Param({ schema: KindParamSchema }) { kind }: z.infer<typeof KindParamSchema>,
    @Body({ schema: SettingProposalSchema }) proposal: z.infer<typeof SettingProposalSchema>,
    @Viewer() viewer: Viewer,
  ): Promise<SettingVersion> {
    return this.product.settings.propose(kind, proposal, viewer);
  }

  @Post('settings/versions/:id/decision')
  @HttpCode(204)
  @Allow('leader', 'admin')
  async decide(
    @Param('id') id: string,
    @Body({ schema: SettingDecisionSchema }) decision: z.infer<typeof SettingDecisionSchema>,
    @Viewer() viewer: Viewer,
  ): Promise<void> {
    await this.product.settings.decide(id, decision, viewer);
  }
}
