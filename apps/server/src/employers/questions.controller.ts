import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  EmployerAnswerSchema,
  EmployerAnswersSchema,
  EmployerQuestionPageSchema,
  EmployerQuestionQuerySchema,
} from '@miaotou/contracts';
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
    @Query({ schema: EmployerQuestionQuerySchema }) query: z.infer<typeof EmployerQuestionQuerySchema>,
    @Viewer() viewer: Viewer,
  ): Promise<z.infer<typeof EmployerQuestionPageSchema>> {
    return this.product.employers.questions(query, viewer);
  }

  @Post('answers')
  @HttpCode(204)
  @Allow('analyst', 'intake', 'admin')
  async answerAll(
    @Body({ schema: EmployerAnswersSchema }) { ids, answer }: z.infer<typeof EmployerAnswersSchema>,
    @Viewer() viewer: Viewer,
  ): Promise<void> {
    for (const id of ids) await this.product.employers.answer(id, answer, viewer);
  }

  @Post(':id/answer')
  @HttpCode(200)
  @Allow('analyst', 'intake', 'admin')
  answer(
    @Param('id') id: string,
    @Body({ schema: EmployerAnswerSchema }) body: z.infer<typeof EmployerAnswerSchema>,
    @Viewer() viewer: Viewer,
  ): Promise<{ readonly employerId: string | null }> {
    return this.product.employers.answer(id, body, viewer);
  }

  @Post(':id/undo')
  @HttpCode(204)
  @Allow('analyst', 'intake', 'admin')
  undo(@Param('id') id: string, @Viewer() viewer: Viewer): Promise<void> {
    return this.product.employers.takeBack(id, viewer);
  }
}
