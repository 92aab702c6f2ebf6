import { Controller, Get, Inject } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { RuleRowSchema } from '@miaotou/contracts';
import type { RuleRow } from '@miaotou/contracts';
import { PRODUCT } from '../product/index.js';
import type { Product } from '../product/index.js';
import { Allow } from '../security/index.js';

/** The rules in force. */
@ApiTags('rules')
@Controller('rules')
export class RulesController {
  constructor(@Inject(PRODUCT) private readonly product: Product) {}

  @Get()
  @Allow('leader', 'analyst', 'responder', 'mediator', 'arbitrator', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: RuleRowSchema.array() })
  list(): Promise<RuleRow[]> {
    return this.product.evaluation.rules(this.product.clock.now());
  }
}
