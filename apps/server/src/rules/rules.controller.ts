import {
  Body,
  Controller,
  Get,
  Header,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
  StreamableFile,
} from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  RuleApprovalSchema,
  RuleChangeSchema,
  RuleCheckRequestSchema,
  RuleCheckResultSchema,
  RuleCompareQuerySchema,
  RuleDraftEditSchema,
  RuleDraftInputSchema,
  RuleDraftReasonSchema,
  RuleDraftSchema,
  RuleDraftSeenSchema,
  RuleHistorySchema,
  RuleImportedSchema,
  RuleImportFilesSchema,
  RuleImportPreviewSchema,
  RuleImportSchema,
  RuleReasonSchema,
  RuleRetirementSchema,
  RuleRollBackSchema,
  RuleRowSchema,
  RuleTextQuerySchema,
  RuleTextSchema,
} from '@miaotou/contracts';
import type {
  RuleApproval,
  RuleChange,
  RuleCheckRequest,
  RuleCheckResult,
  RuleDraft,
  RuleDraftEdit,
  RuleDraftInput,
  RuleHistory,
  RuleImportPreview,
  RuleRow,
  RuleTextView,
} from '@miaotou/contracts';
import type { z } from 'zod';
import { PRODUCT } from '../product/index.js';
import type { Product } from '../product/index.js';
import { Allow, Viewer } from '../security/index.js';
import { zipOf } from './zip.js';

type Seen = z.infer<typeof RuleDraftSeenSchema>;
type SeenWithReason = z.infer<typeof RuleDraftReasonSchema>;

/** The rule book: what is in force, its versions, drafts on their way, and rules as files. */
@ApiTags('rules')
@Controller('rules')
export class RulesController {
  constructor(@Inject(PRODUCT) private readonly product: Product) {}

  @Get()
  @Allow('leader', 'analyst', 'responder', 'mediator', 'arbitrator', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: RuleRowSchema.array() })
  list(@Viewer() viewer: Viewer): Promise<RuleRow[]> {
    return this.product.ruleVersions.rows(viewer);
  }

  @Get('drafts')
  @Allow('leader', 'analyst', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: RuleDraftSchema.array() })
  drafts(): Promise<RuleDraft[]> {
    return this.product.ruleVersions.drafts();
  }

  @Get('drafts/:id')
  @Allow('leader', 'analyst', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: RuleDraftSchema })
  draft(@Param('id') id: string): Promise<RuleDraft> {
    return this.product.ruleVersions.draft(id);
  }

  @Get('export')
  @Allow('leader', 'analyst', 'auditor', 'admin')
  @Header('content-type', 'application/zip')
  @Header('content-disposition', 'attachment; filename="rules.zip"')
  async files(): Promise<StreamableFile> {
    return new StreamableFile(zipOf(await this.product.ruleVersions.files()));
  }

  @Post('check')
  @HttpCode(200)
  @Allow('leader', 'analyst', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: RuleCheckResultSchema })
  check(@Body({ schema: RuleCheckRequestSchema }) asked: RuleCheckRequest): Promise<RuleCheckResult> {
    return this.product.ruleVersions.check(asked);
  }

  @Post('drafts')
  @Allow('analyst')
  @ApiResponse({ status: 201, standardSchema: RuleDraftSchema })
  begin(
    @Body({ schema: RuleDraftInputSchema }) draft: RuleDraftInput,
    @Viewer() viewer: Viewer,
  ): Promise<RuleDraft> {
    return this.product.ruleVersions.begin(draft, viewer);
  }

  @Post('drafts/:id/edit')
  @HttpCode(200)
  @Allow('analyst')
  @ApiResponse({ status: 200, standardSchema: RuleDraftSchema })
  edit(
    @Param('id') id: string,
    @Body({ schema: RuleDraftEditSchema }) edit: RuleDraftEdit,
    @Viewer() viewer: Viewer,
  ): Promise<RuleDraft> {
    return this.product.ruleVersions.edit(id, edit, viewer);
  }

  @Post('drafts/:id/rebase')
  @HttpCode(200)
  @Allow('analyst')
  @ApiResponse({ status: 200, standardSchema: RuleDraftSchema })
  rebase(
    @Param('id') id: string,
    @Body({ schema: RuleDraftSeenSchema }) { revision }: Seen,
    @Viewer() viewer: Viewer,
  ): Promise<RuleDraft> {
    return this.product.ruleVersions.rebase(id, revision, viewer);
  }

  @Post('drafts/:id/submit')
  @HttpCode(200)
  @Allow('analyst')
  @ApiResponse({ status: 200, standardSchema: RuleDraftSchema })
  submit(
    @Param('id') id: string,
    @Body({ schema: RuleDraftSeenSchema }) { revision }: Seen,
    @Viewer() viewer: Viewer,
  ): Promise<RuleDraft> {
    return this.product.ruleVersions.submit(id, revision, viewer);
  }

  @Post('drafts/:id/approve')
  @HttpCode(200)
  @Allow('leader', 'analyst')
  @ApiResponse({ status: 200, standardSchema: RuleDraftSchema })
  approve(
    @Param('id') id: string,
    @Body({ schema: RuleApprovalSchema }) approval: RuleApproval,
    @Viewer() viewer: Viewer,
  ): Promise<RuleDraft> {
    return this.product.ruleVersions.approve(id, approval, viewer);
  }

  @Post('drafts/:id/refuse')
  @HttpCode(200)
  @Allow('leader', 'analyst')
  @ApiResponse({ status: 200, standardSchema: RuleDraftSchema })
  refuse(
    @Param('id') id: string,
    @Body({ schema: RuleDraftReasonSchema }) { revision, reason }: SeenWithReason,
    @Viewer() viewer: Viewer,
  ): Promise<RuleDraft> {
    return this.product.ruleVersions.refuse(id, revision, reason, viewer);
  }

  @Post('drafts/:id/withdraw')
  @HttpCode(200)
  @Allow('analyst')
  @ApiResponse({ status: 200, standardSchema: RuleDraftSchema })
  withdraw(
    @Param('id') id: string,
    @Body({ schema: RuleDraftReasonSchema }) { revision, reason }: SeenWithReason,
    @Viewer() viewer: Viewer,
  ): Promise<RuleDraft> {
    return this.product.ruleVersions.withdraw(id, revision, reason, viewer);
  }

  @Post('imports/preview')
  @HttpCode(200)
  @Allow('analyst')
  @ApiResponse({ status: 200, standardSchema: RuleImportPreviewSchema })
  preview(
    @Body({ schema: RuleImportFilesSchema }) { files }: z.infer<typeof RuleImportFilesSchema>,
  ): Promise<RuleImportPreview> {
    return this.product.ruleVersions.preview(files);
  }

  @Post('imports')
  @Allow('analyst')
  @ApiResponse({ status: 201, standardSchema: RuleImportedSchema })
  bring(
    @Body({ schema: RuleImportSchema }) { files, reason }: z.infer<typeof RuleImportSchema>,
    @Viewer() viewer: Viewer,
  ): Promise<z.infer<typeof RuleImportedSchema>> {
    return this.product.ruleVersions.bring(files, reason, viewer);
  }

  @Get(':id/versions')
  @Allow('leader', 'analyst', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: RuleHistorySchema })
  versions(@Param('id') id: string): Promise<RuleHistory> {
    return this.product.ruleVersions.history(id);
  }

  @Get(':id/text')
  @Allow('leader', 'analyst', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: RuleTextSchema })
  text(
    @Param('id') id: string,
    @Query({ schema: RuleTextQuerySchema }) { version }: z.infer<typeof RuleTextQuerySchema>,
  ): Promise<RuleTextView> {
    return this.product.ruleVersions.text(id, version ?? null);
  }

  @Get(':id/changes')
  @Allow('leader', 'analyst', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: RuleChangeSchema.array() })
  changes(
    @Param('id') id: string,
    @Query({ schema: RuleCompareQuerySchema }) { from, to }: z.infer<typeof RuleCompareQuerySchema>,
  ): Promise<RuleChange[]> {
    return this.product.ruleVersions.compare(id, from, to);
  }

  @Post(':id/roll-back')
  @Allow('analyst')
  @ApiResponse({ status: 201, standardSchema: RuleDraftSchema })
  rollBack(
    @Param('id') id: string,
    @Body({ schema: RuleRollBackSchema }) { version, reason }: z.infer<typeof RuleRollBackSchema>,
    @Viewer() viewer: Viewer,
  ): Promise<RuleDraft> {
    return this.product.ruleVersions.rollBack(id, version, reason, viewer);
  }

  @Post(':id/retire')
  @Allow('analyst')
  @ApiResponse({ status: 201, standardSchema: RuleDraftSchema })
  retire(
    @Param('id') id: string,
    @Body({ schema: RuleRetirementSchema }) { to, reason }: z.infer<typeof RuleRetirementSchema>,
    @Viewer() viewer: Viewer,
  ): Promise<RuleDraft> {
    return this.product.ruleVersions.retire(id, to, reason, viewer);
  }

  @Post(':id/adopt')
  @Allow('analyst')
  @ApiResponse({ status: 201, standardSchema: RuleDraftSchema })
  adopt(
    @Param('id') id: string,
    @Body({ schema: RuleReasonSchema }) { reason }: z.infer<typeof RuleReasonSchema>,
    @Viewer() viewer: Viewer,
  ): Promise<RuleDraft> {
    return this.product.ruleVersions.adopt(id, reason, viewer);
  }
}
