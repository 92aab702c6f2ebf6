import type { Readable } from 'node:stream';
import { Controller, Get, Headers, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiConsumes,
  ApiHeader,
  ApiParam,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import { PushedSchema, PushedStateSchema } from '@miaotou/contracts';
import type { Pushed, PushedState } from '@miaotou/contracts';
import { sourceFamilies } from '@miaotou/domain';
import { PermanentError } from '@miaotou/engine';
import { z } from 'zod';
import { PRODUCT } from '../product/index.js';
import type { Product } from '../product/index.js';
import { AllowKey, keyHolderOf } from '../security/index.js';
import type { ServerRequest } from '../security/index.js';
import { fileTypes, jsonRowsType } from './delivery-body.js';

const SourceSchema = z.enum(sourceFamilies);
const IdempotencyKeySchema = z.string().regex(/^[\x21-\x7e]{1,200}$/);

/** A pushed delivery: its body is the file itself, not yet read. */
type PushRequest = ServerRequest & { readonly body: Readable };

function sourceOf(text: string): z.infer<typeof SourceSchema> {
  const parsed = SourceSchema.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new PermanentError('not-found', 'source-unknown', {
    zh: `没有名为 ${text} 的来源，可用的有：${sourceFamilies.join('、')}。`,
    en: `There is no source ${text}; there are ${sourceFamilies.join(', ')}.`,
  });
}

function idempotencyKeyOf(text: string | undefined): string {
  const parsed = IdempotencyKeySchema.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new PermanentError('invalid', 'idempotency-key', {
    zh: '请在 Idempotency-Key 请求头中给出这次报送的唯一编号（1 至 200 个可见字符）。',
    en: 'Give this delivery a unique name in the header Idempotency-Key (1 to 200 visible characters).',
  });
}

function nameOf(header: string | undefined, fallback: string): string {
  if (header === undefined || header === '') return fallback;
  try {
    return decodeURIComponent(header);
  } catch {
    // A name with a stray percent sign is a name all the same.
    return header;
  }
}

/** Deliveries that platforms of other departments push with a key. */
@ApiTags('push')
@ApiBearerAuth('push-key')
@Controller('deliveries')
export class PushController {
  constructor(@Inject(PRODUCT) private readonly product: Product) {}

  /** Takes a file (CSV, CSV.GZ, XLSX), a ZIP of several, or JSON rows. The same Idempotency-Key with the same body has the same answer. */
  @Post(':source')
  @HttpCode(202)
  @AllowKey()
  @ApiParam({ name: 'source', enum: sourceFamilies })
  @ApiHeader({ name: 'Idempotency-Key', required: true, description: '报送的唯一编号 / unique per delivery' })
  @ApiHeader({ name: 'X-File-Name', required: false, description: '百分号编码的文件名 / percent-encoded' })
  @ApiConsumes('application/json', ...Object.keys(fileTypes))
  @ApiBody({
    description:
      'JSON：对象数组，或 {"rows": [...]}；键为表头。其他类型：文件本身。/ JSON: an array of objects named by the headers; other types: the file itself.',
    schema: {
      oneOf: [
        { type: 'array', items: { type: 'object', additionalProperties: true } },
        { type: 'string', format: 'binary' },
      ],
    },
  })
  @ApiResponse({ status: 202, standardSchema: PushedSchema })
  @ApiResponse({ status: 409, description: 'idempotency-conflict：同键不同内容 / same key, other content' })
  @ApiResponse({
    status: 429,
    description: 'push-too-many：Retry-After 为再次报送前应等待的秒数 / seconds to wait in Retry-After',
  })
  async push(
    @Param('source') sourceText: string,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
    @Headers('x-file-name') fileName: string | undefined,
    @Req() request: PushRequest,
  ): Promise<Pushed> {
    const source = sourceOf(sourceText);
    const type = (request.headers['content-type'] ?? '').toString().split(';')[0]?.trim().toLowerCase() ?? '';
    const rows = type === jsonRowsType;
    const answer = await this.product.push.push(keyHolderOf(request), {
      source,
      idempotencyKey: idempotencyKeyOf(idempotencyKey),
      form: rows ? 'rows' : 'file',
      fileName: rows ? `${source}.csv` : nameOf(fileName, `${source}${fileTypes[type] ?? ''}`),
      body: request.body,
    });
    return { ...answer, status: `/api/v1/deliveries/${source}/${answer.batchId}` };
  }

  /** What became of a delivery of the same key. */
  @Get(':source/:id')
  @AllowKey()
  @ApiParam({ name: 'source', enum: sourceFamilies })
  @ApiResponse({ status: 200, standardSchema: PushedStateSchema })
  async state(@Param('id') id: string, @Req() request: ServerRequest): Promise<PushedState> {
    await this.product.push.requirePushed(keyHolderOf(request), id);
    const batch = await this.product.imports.get(id);
    const { state, layout, rows, accepted, quarantined, duplicates, problem } = batch;
    return { batchId: batch.id, state, layout, rows, accepted, quarantined, duplicates, problem };
  }
}
