import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  CorrectionPageSchema,
  CorrectionQuerySchema,
  CorrectionsBegunSchema,
  MappingApplySchema,
  MappingPreviewSchema,
  MappingSchema,
  ReasonSchema,
  ReceivedSchema,
  ValueMappingSchema,
} from '@miaotou/contracts';
import type { ValueMapping } from '@miaotou/contracts';
import type { z } from 'zod';
import { PRODUCT } from '../product/index.js';
import type { Product } from '../product/index.js';
import { Allow, Viewer } from '../security/index.js';

/** A preview reads the deliveries concerned once more; beyond this it has hung. */
const previewMs = 300_000;

/** Corrections by mapping, the mappings that stand for later deliveries, and what was corrected so far. */
@ApiTags('quarantine')
@Controller('quarantine')
export class CorrectionsController {
  constructor(@Inject(PRODUCT) private readonly product: Product) {}

  @Get('corrections')
  @Allow('analyst', 'intake', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: CorrectionPageSchema })
  corrections(
    @Query({ schema: CorrectionQuerySchema }) query: z.infer<typeof CorrectionQuerySchema>,
  ): Promise<z.infer<typeof CorrectionPageSchema>> {
    return this.product.quarantine.corrections(query);
  }

  @Post('corrections/:id/undo')
  @HttpCode(202)
  @Allow('analyst', 'intake', 'admin')
  @ApiResponse({ status: 202, standardSchema: ReceivedSchema })
  async undo(
    @Param('id') id: string,
    @Body({ schema: ReasonSchema }) { reason }: z.infer<typeof ReasonSchema>,
    @Viewer() viewer: Viewer,
  ): Promise<z.infer<typeof ReceivedSchema>> {
    const { batchId } = await this.product.quarantine.undo(id, reason, viewer);
    return { batchId: String(batchId), known: false };
  }

  @Get('mappings')
  @Allow('analyst', 'intake', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: ValueMappingSchema.array() })
  mappings(): Promise<ValueMapping[]> {
    return this.product.quarantine.mappings.standing();
  }

  @Post('mappings/preview')
  @HttpCode(200)
  @Allow('analyst', 'intake', 'admin')
  @ApiResponse({ status: 200, standardSchema: MappingPreviewSchema })
  preview(
    @Body({ schema: MappingSchema }) mapping: z.infer<typeof MappingSchema>,
  ): Promise<z.infer<typeof MappingPreviewSchema>> {
    return this.product.quarantine.mappings.preview(mapping, AbortSignal.timeout(previewMs));
  }

  @Post('mappings')
  @HttpCode(202)
  @Allow('analyst', 'intake', 'admin')
  @ApiResponse({ status: 202, standardSchema: CorrectionsBegunSchema })
  apply(
    @Body({ schema: MappingApplySchema }) body: z.infer<typeof MappingApplySchema>,
    @Viewer() viewer: Viewer,
  ): Promise<z.infer<typeof CorrectionsBegunSchema>> {
    return this.product.quarantine.mappings.apply(body, viewer);
  }

  @Post('mappings/:id/end')
  @HttpCode(204)
  @Allow('analyst', 'intake', 'admin')
  async end(
    @Param('id') id: string,
    @Body({ schema: ReasonSchema }) { reason }: z.infer<typeof ReasonSchema>,
    @Viewer() viewer: Viewer,
  ): Promise<void> {
    await this.product.quarantine.mappings.end(id, reason, viewer);
  }
}
