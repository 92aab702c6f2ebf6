import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { EmployerAnswerSchema, EmployerQuestionPageSchema, PageQuerySchema } from '@miaotou/contracts';
import type { z } from 'zod';
import { PRODUCT } from '../product/index.js';
import type { Product } from '../product/index.js';
import { Allow, Viewer } from '../security/index.js';

/** Names of employers that a person must settle. */
@ApiTags('employers')
@Controller('employer-questions')
export class QuestionsController {
  constructor(@Inject(PRODUCT) private readonly product: Product) {}

  @Get()
  @Allow('leader', 'analyst', 'intake', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: EmployerQuestionPageSchema })
  list(
    @Query({ schema: PageQuerySchema }) query: z.infer<typeof PageQuerySchema>,
    @Viewer() viewer: Viewer,
  ): Promise<z.infer<typeof EmployerQuestionPageSchema>> {
    return this.product.employers.questions(query, viewer);
  }

  @Post(':id/answer')
  @HttpCode(200)
  @Allow('analyst', 'intake', 'admin')
  answer(
    @Param('id') id: string,
    @Body({ schema: EmployerAnswerSchema }) body: z.infer<typeof EmployerAnswerSchema>,
    @Viewer() viewer: Viewer,
  ): Promise<{ readonly employerId: string }> {
    return this.product.employers.answer(id, body, viewer);
  }
}
