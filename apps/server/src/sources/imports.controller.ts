import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiConsumes, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  ArchiveSchema,
  BatchPageSchema,
  BatchQuerySchema,
  BatchSchema,
  PageQuerySchema,
  ReceivedSchema,
} from '@miaotou/contracts';
import type { Archive, Batch } from '@miaotou/contracts';
import { sourceFamilies } from '@miaotou/domain';
import { z } from 'zod';
import { PRODUCT } from '../product/index.js';
import type { Product } from '../product/index.js';
import { Allow, ReadsPersonalData, Viewer } from '../security/index.js';
import { withUpload } from './upload.js';
import type { UploadRequest } from './upload.js';

/** One page of a batch's rows as they came. */
type RawRows = Awaited<ReturnType<Product['imports']['rows']>>;

const UploadQuerySchema = z.object({ source: z.enum(sourceFamilies) });

/** Files brought in, and what became of their rows. */
@ApiTags('sources')
@Controller('imports')
export class ImportsController {
  constructor(@Inject(PRODUCT) private readonly product: Product) {}

  @Get()
  @Allow('leader', 'analyst', 'intake', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: BatchPageSchema })
  list(
    @Query({ schema: BatchQuerySchema }) query: z.infer<typeof BatchQuerySchema>,
  ): Promise<z.infer<typeof BatchPageSchema>> {
    return this.product.imports.list(query);
  }

  @Post()
  @HttpCode(202)
  @Allow('analyst', 'intake', 'admin')
  @ApiConsumes('multipart/form-data')
  @ApiResponse({ status: 202, standardSchema: ReceivedSchema })
  async upload(
    @Query({ schema: UploadQuerySchema }) { source }: z.infer<typeof UploadQuerySchema>,
    @Req() request: UploadRequest,
    @Viewer() viewer: Viewer,
  ): Promise<z.infer<typeof ReceivedSchema>> {
    const { files, archives, clock } = this.product;
    const received = await withUpload(files, request, (file) =>
      archives.receive({
        source,
        ...file,
        via: 'upload',
        receivedFrom: viewer.username,
        receivedAt: clock.now(),
      }),
    );
    const batches = received.batches.map((one) => ({ ...one, batchId: String(one.batchId) }));
    for (const { batchId } of received.batches) await this.enqueue(batchId);
    const { batchId, known, archive } = received;
    return {
      batchId: String(batchId),
      known,
      ...(archive === null
        ? {}
        : { archive: { id: String(archive.id), batches, skipped: [...archive.skipped] } }),
    };
  }

  @Get('archives/:id')
  @Allow('leader', 'analyst', 'intake', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: ArchiveSchema })
  archive(@Param('id') id: string): Promise<Archive> {
    return this.product.archives.get(id);
  }

  @Get(':id')
  @Allow('leader', 'analyst', 'intake', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: BatchSchema })
  get(@Param('id') id: string): Promise<Batch> {
    return this.product.imports.get(id);
  }

  @Post(':id/cancel')
  @HttpCode(204)
  @Allow('analyst', 'intake', 'admin')
  async cancel(@Param('id') id: string): Promise<void> {
    await this.product.imports.cancel(id);
  }

  @Get(':id/rows')
  @Allow('analyst', 'intake', 'auditor', 'admin')
  @ReadsPersonalData()
  rows(
    @Param('id') id: string,
    @Query({ schema: PageQuerySchema }) query: z.infer<typeof PageQuerySchema>,
  ): Promise<RawRows> {
    return this.product.imports.rows(id, query);
  }

  private async enqueue(batchId: number): Promise<void> {
    await this.product.jobs.add('import-file', { batchId: String(batchId) }, { key: `import-${batchId}` });
  }
}
