import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  EffectAnswerSchema,
  EffectDraftRequestSchema,
  EffectEvidenceRequestSchema,
  EffectEvidenceSchema,
  EffectRequestSchema,
  RuleDraftSchema,
  SpreadsSchema,
} from '@miaotou/contracts';
import type {
  EffectAnswer,
  EffectDraftRequest,
  EffectEvidence,
  EffectEvidenceRequest,
  EffectRequest,
  RuleDraft,
  Spreads,
} from '@miaotou/contracts';
import type { FastifyReply } from 'fastify';
import { PRODUCT } from '../product/index.js';
import type { Product } from '../product/index.js';
import { Allow, Viewer, WholeDeployment } from '../security/index.js';

/** Ends with the asker's connection: a later keystroke makes this question stale. */
function untilGone({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController();
  raw.on('close', () => {
    if (!raw.writableFinished) gone.abort();
  });
  return gone.signal;
}

/** What other thresholds of a rule would have done. */
@ApiTags('effects')
@Controller('rules/:id/effects')
@WholeDeployment()
export class EffectsController {
  constructor(@Inject(PRODUCT) private readonly product: Product) {}

  @Post()
  @HttpCode(200)
  @Allow('leader', 'analyst', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: EffectAnswerSchema })
  look(
    @Param('id') id: string,
    @Body({ schema: EffectRequestSchema }) { thresholds }: EffectRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EffectAnswer> {
    return this.product.effects.look(id, thresholds, untilGone(reply));
  }

  @Get('spreads')
  @Allow('leader', 'analyst', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: SpreadsSchema.nullable() })
  spreads(@Param('id') id: string): Promise<Spreads | null> {
    return this.product.effects.spreads(id);
  }

  @Post('evidence')
  @HttpCode(200)
  @Allow('leader', 'analyst', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: EffectEvidenceSchema })
  evidence(
    @Param('id') id: string,
    @Body({ schema: EffectEvidenceRequestSchema }) asked: EffectEvidenceRequest,
  ): Promise<EffectEvidence> {
    return this.product.effects.evidence(id, asked);
  }

  @Post('draft')
  @HttpCode(201)
  @Allow('analyst')
  @ApiResponse({ status: 201, standardSchema: RuleDraftSchema })
  draft(
    @Param('id') id: string,
    @Body({ schema: EffectDraftRequestSchema }) { thresholds, reason }: EffectDraftRequest,
    @Viewer() viewer: Viewer,
  ): Promise<RuleDraft> {
    return this.product.effects.draft(id, thresholds, reason, viewer);
  }

  @Delete('preparing')
  @HttpCode(204)
  @Allow('analyst', 'leader')
  cancel(@Param('id') id: string): void {
    this.product.effects.cancel(id);
  }
}
