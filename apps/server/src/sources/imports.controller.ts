import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';
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
import { PermanentError } from '@miaotou/engine';
import { z } from 'zod';
import { PRODUCT } from '../product/index.js';
import type { Product } from '../product/index.js';
import { Allow, ReadsPersonalData, Viewer } from '../security/index.js';

/** A request that carries a file; the multipart plugin adds `file`. */
interface UploadRequest {
  file(): Promise<
    { readonly filename: string; readonly file: Readable & { truncated?: boolean } } | undefined
  >;
}

/** One page of a batch's rows as they came. */
type RawRows = Awaited<ReturnType<Product['imports']['rows']>>;

const UploadQuerySchema = z.object({ source: z.enum(sourceFamilies) });

function refuse(kind: 'invalid' | 'too-large', code: string, zh: string, en: string): PermanentError {
  return new PermanentError(kind, code, { zh, en });
}

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
    const part = await request.file();
    if (part === undefined)
      throw refuse('invalid', 'no-file', '请求中没有文件。', 'The request holds no file.');
    const received = await this.product.files.scratch('upload', async (directory) => {
      const path = join(directory, 'upload');
      await pipeline(part.file, createWriteStream(path, { mode: 0o600 }));
      if (part.file.truncated === true) {
        throw refuse(
          'too-large',
          'file-too-large',
          '文件超过上限，请分批报送。',
          'The file is beyond the limit; send it in parts.',
        );
      }
      return this.product.archives.receive({
        source,
        path,
        fileName: part.filename,
        via: 'upload',
        receivedFrom: viewer.username,
        receivedAt: this.product.clock.now(),
      });
    });
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
