import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiConsumes, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  LayoutAgainSchema,
  LayoutDraftSchema,
  LayoutPreviewSchema,
  LayoutSaveSchema,
  LayoutSavedSchema,
  LayoutVersionSchema,
  ProposalQuerySchema,
  ProposalSchema,
  ReasonSchema,
  ReceivedSchema,
  SampleRefSchema,
  SampleSchema,
  SourceLayoutSchema,
} from '@miaotou/contracts';
import type {
  LayoutPreview,
  LayoutVersion,
  Proposal,
  Sample,
  SampleRef,
  SourceLayout,
} from '@miaotou/contracts';
import { sourceFamilies } from '@miaotou/domain';
import { z } from 'zod';
import { PRODUCT } from '../product/index.js';
import type { Product } from '../product/index.js';
import { Allow, ReadsPersonalData, Viewer } from '../security/index.js';
import { withUpload } from '../sources/index.js';
import type { UploadRequest } from '../sources/index.js';

const UploadQuerySchema = z.object({ source: z.enum(sourceFamilies) });

/** A preview reads the head of one file; beyond this it has hung. */
const previewMs = 120_000;

/** What files the product reads, how far each kind has been delivered, and new versions made by mapping columns. */
@ApiTags('sources')
@Controller()
export class LayoutsController {
  constructor(@Inject(PRODUCT) private readonly product: Product) {}

  @Get('sources/layouts')
  @Allow('leader', 'analyst', 'intake', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: SourceLayoutSchema.array() })
  inForce(): Promise<SourceLayout[]> {
    return this.product.imports.layouts(this.product.clock.now());
  }

  @Get('layouts/versions')
  @Allow('leader', 'analyst', 'intake', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: LayoutVersionSchema.array() })
  versions(): Promise<LayoutVersion[]> {
    return this.product.layouts.history();
  }

  @Post('layouts/versions')
  @Allow('analyst', 'intake', 'admin')
  @ApiResponse({ status: 201, standardSchema: LayoutSavedSchema })
  save(
    @Body({ schema: LayoutSaveSchema }) draft: z.infer<typeof LayoutSaveSchema>,
    @Viewer() viewer: Viewer,
  ): Promise<z.infer<typeof LayoutSavedSchema>> {
    return this.product.layouts.save(draft, viewer);
  }

  @Post('layouts/versions/:id/end')
  @HttpCode(204)
  @Allow('analyst', 'intake', 'admin')
  async end(
    @Param('id') id: string,
    @Body({ schema: ReasonSchema }) { reason }: z.infer<typeof ReasonSchema>,
    @Viewer() viewer: Viewer,
  ): Promise<void> {
    await this.product.layouts.end(id, reason, viewer);
  }

  @Post('layouts/samples')
  @HttpCode(200)
  @Allow('analyst', 'intake', 'admin')
  @ReadsPersonalData()
  @ApiResponse({ status: 200, standardSchema: SampleSchema })
  sample(@Body({ schema: SampleRefSchema }) ref: z.infer<typeof SampleRefSchema>): Promise<Sample> {
    return this.product.layouts.sample(ref);
  }

  @Post('layouts/samples/files')
  @Allow('analyst', 'intake', 'admin')
  @ApiConsumes('multipart/form-data')
  @ApiResponse({ status: 201, standardSchema: SampleRefSchema })
  bring(
    @Query({ schema: UploadQuerySchema }) { source }: z.infer<typeof UploadQuerySchema>,
    @Req() request: UploadRequest,
  ): Promise<SampleRef> {
    return withUpload(this.product.files, request, ({ path, fileName }) =>
      this.product.layouts.keepSample(path, fileName, source),
    );
  }

  @Post('layouts/proposals')
  @HttpCode(200)
  @Allow('analyst', 'intake', 'admin')
  @ReadsPersonalData()
  @ApiResponse({ status: 200, standardSchema: ProposalSchema })
  propose(
    @Body({ schema: ProposalQuerySchema }) query: z.infer<typeof ProposalQuerySchema>,
  ): Promise<Proposal> {
    return this.product.layouts.proposal(query);
  }

  @Post('layouts/previews')
  @HttpCode(200)
  @Allow('analyst', 'intake', 'admin')
  @ReadsPersonalData()
  @ApiResponse({ status: 200, standardSchema: LayoutPreviewSchema })
  preview(
    @Body({ schema: LayoutDraftSchema }) draft: z.infer<typeof LayoutDraftSchema>,
  ): Promise<LayoutPreview> {
    return this.product.layouts.preview(draft, AbortSignal.timeout(previewMs));
  }

  @Post('layouts/samples/imports')
  @HttpCode(202)
  @Allow('analyst', 'intake', 'admin')
  @ApiResponse({ status: 202, standardSchema: ReceivedSchema })
  async again(
    @Body({ schema: LayoutAgainSchema }) { sample }: z.infer<typeof LayoutAgainSchema>,
    @Viewer() viewer: Viewer,
  ): Promise<z.infer<typeof ReceivedSchema>> {
    const { batchId, known } = await this.product.layouts.again(sample, viewer);
    return { batchId: String(batchId), known };
  }
}
