import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  CheckRowsSchema,
  CheckedRowsSchema,
  DecideRowsSchema,
  QuarantinePageSchema,
  QuarantineQuerySchema,
  QuarantineGroupsSchema,
  ReceivedSchema,
  RerunSchema,
  RowHistoryQuerySchema,
  RowHistorySchema,
  WorkListPageSchema,
  WorkListQuerySchema,
} from '@miaotou/contracts';
import type { z } from 'zod';
import { PRODUCT } from '../product/index.js';
import type { Product } from '../product/index.js';
import { Allow, ReadsPersonalData, Viewer } from '../security/index.js';

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** A check reads the delivery once more; beyond this it has hung. */
const checkMs = 120_000;

type Received = z.infer<typeof ReceivedSchema>;
type Decision = z.infer<typeof DecideRowsSchema>;

const begun = ({ batchId }: { readonly batchId: number }): Received => ({
  batchId: String(batchId),
  known: false,
});

/** Rows that could not be kept: the list of work, and what people do with single rows. */
@ApiTags('quarantine')
@Controller()
export class QuarantineController {
  constructor(@Inject(PRODUCT) private readonly product: Product) {}

  @Get('quarantine')
  @Allow('analyst', 'intake', 'auditor', 'admin')
  @ReadsPersonalData()
  @ApiResponse({ status: 200, standardSchema: WorkListPageSchema })
  list(
    @Query({ schema: WorkListQuerySchema }) query: z.infer<typeof WorkListQuerySchema>,
  ): Promise<z.infer<typeof WorkListPageSchema>> {
    return this.product.quarantine.list(query);
  }

  @Get('quarantine/groups')
  @Allow('analyst', 'intake', 'auditor', 'admin')
  @ReadsPersonalData()
  @ApiResponse({ status: 200, standardSchema: QuarantineGroupsSchema })
  groups(
    @Query({ schema: WorkListQuerySchema }) query: z.infer<typeof WorkListQuerySchema>,
  ): Promise<z.infer<typeof QuarantineGroupsSchema>> {
    return this.product.quarantine.groups(query);
  }

  @Get('imports/:id/quarantine')
  @Allow('analyst', 'intake', 'auditor', 'admin')
  @ReadsPersonalData()
  @ApiResponse({ status: 200, standardSchema: QuarantinePageSchema })
  ofBatch(
    @Param('id') id: string,
    @Query({ schema: QuarantineQuerySchema }) query: z.infer<typeof QuarantineQuerySchema>,
  ): Promise<z.infer<typeof QuarantinePageSchema>> {
    return this.product.quarantine.ofBatch(id, query);
  }

  @Get('imports/:id/quarantine/history')
  @Allow('analyst', 'intake', 'auditor', 'admin')
  @ReadsPersonalData()
  @ApiResponse({ status: 200, standardSchema: RowHistorySchema })
  history(
    @Param('id') id: string,
    @Query({ schema: RowHistoryQuerySchema }) query: z.infer<typeof RowHistoryQuerySchema>,
  ): Promise<z.infer<typeof RowHistorySchema>> {
    return this.product.quarantine.history(id, query);
  }

  @Get('imports/:id/quarantine/workbook')
  @Allow('analyst', 'intake', 'admin')
  @ReadsPersonalData()
  @ApiProduces(xlsx)
  async workbook(@Param('id') id: string): Promise<StreamableFile> {
    const { fileName, bytes } = await this.product.quarantine.sendBack(id);
    return new StreamableFile(bytes, {
      type: xlsx,
      disposition: `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
    });
  }

  @Post('imports/:id/quarantine/check')
  @HttpCode(200)
  @Allow('analyst', 'intake', 'admin')
  @ApiResponse({ status: 200, standardSchema: CheckedRowsSchema })
  check(
    @Param('id') id: string,
    @Body({ schema: CheckRowsSchema }) { rows }: z.infer<typeof CheckRowsSchema>,
  ): Promise<z.infer<typeof CheckedRowsSchema>> {
    return this.product.quarantine.check(id, rows, AbortSignal.timeout(checkMs));
  }

  @Post('imports/:id/rerun')
  @HttpCode(202)
  @Allow('analyst', 'intake', 'admin')
  @ApiResponse({ status: 202, standardSchema: ReceivedSchema })
  async rerun(
    @Param('id') id: string,
    @Body({ schema: RerunSchema }) body: z.infer<typeof RerunSchema>,
    @Viewer() viewer: Viewer,
  ): Promise<Received> {
    return begun(await this.product.quarantine.rerun(id, body, viewer));
  }

  @Post('imports/:id/confirm')
  @HttpCode(202)
  @Allow('analyst', 'intake', 'admin')
  @ApiResponse({ status: 202, standardSchema: ReceivedSchema })
  async confirm(
    @Param('id') id: string,
    @Body({ schema: DecideRowsSchema }) body: Decision,
    @Viewer() viewer: Viewer,
  ): Promise<Received> {
    return begun(await this.product.quarantine.confirm(id, body, viewer));
  }

  @Post('imports/:id/discard')
  @HttpCode(200)
  @Allow('analyst', 'intake', 'admin')
  discard(
    @Param('id') id: string,
    @Body({ schema: DecideRowsSchema }) body: Decision,
    @Viewer() viewer: Viewer,
  ): Promise<{ readonly discarded: number }> {
    return this.product.quarantine.discard(id, body, viewer);
  }

  @Post('imports/:id/restore')
  @HttpCode(200)
  @Allow('analyst', 'intake', 'admin')
  restore(
    @Param('id') id: string,
    @Body({ schema: DecideRowsSchema }) body: Decision,
    @Viewer() viewer: Viewer,
  ): Promise<{ readonly restored: number }> {
    return this.product.quarantine.restore(id, body, viewer);
  }
}
