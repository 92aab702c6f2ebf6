import {
  Body,
  Controller,
  Get,
  Header,
  HttpCode,
  Inject,
  Param,
  Post,
  Req,
  StreamableFile,
} from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  SceneContactsSchema,
  ScenePhoneSchema,
  ScenePhotoRequestSchema,
  ScenePhotoSchema,
} from '@miaotou/contracts';
import type { SceneContacts, ScenePhone, ScenePhoto, ScenePhotoRequest } from '@miaotou/contracts';
import { PRODUCT } from '../product/index.js';
import type { Product } from '../product/index.js';
import { Allow, headerOf, ReadsPersonalData, Viewer } from '../security/index.js';
import type { ServerRequest } from '../security/index.js';
import { deviceOf } from './device.js';

/** What comes from the scene of an incident and goes to it: photos, and whom to call. */
@ApiTags('incidents')
@Controller('incidents/:id')
export class SceneController {
  constructor(@Inject(PRODUCT) private readonly product: Product) {}

  @Post('photos')
  @HttpCode(200)
  @Allow('leader', 'analyst', 'responder', 'mediator', 'arbitrator', 'admin')
  @ApiResponse({ status: 200, standardSchema: ScenePhotoSchema })
  photo(
    @Param('id') id: string,
    @Body({ schema: ScenePhotoRequestSchema }) request: ScenePhotoRequest,
    @Viewer() viewer: Viewer,
    @Req() from: ServerRequest,
  ): Promise<ScenePhoto> {
    return this.product.scene.photo(id, request, viewer, deviceOf(headerOf(from, 'user-agent')));
  }

  @Get('photos/:hash')
  @Allow('leader', 'analyst', 'responder', 'mediator', 'arbitrator', 'auditor', 'admin')
  @ReadsPersonalData()
  @Header('cache-control', 'private, no-store')
  async picture(
    @Param('id') id: string,
    @Param('hash') hash: string,
    @Viewer() viewer: Viewer,
  ): Promise<StreamableFile> {
    const { type, bytes } = await this.product.scene.picture(id, hash, viewer);
    return new StreamableFile(bytes, { type, length: bytes.length });
  }

  @Get('contacts')
  @Allow('leader', 'analyst', 'responder', 'mediator', 'arbitrator', 'admin')
  @ApiResponse({ status: 200, standardSchema: SceneContactsSchema })
  contacts(@Param('id') id: string, @Viewer() viewer: Viewer): Promise<SceneContacts> {
    return this.product.scene.contacts(id, viewer);
  }

  @Get('contacts/:person')
  @Allow('leader', 'analyst', 'responder', 'mediator', 'arbitrator', 'admin')
  @ReadsPersonalData()
  @ApiResponse({ status: 200, standardSchema: ScenePhoneSchema })
  phone(
    @Param('id') id: string,
    @Param('person') person: string,
    @Viewer() viewer: Viewer,
  ): Promise<ScenePhone> {
    return this.product.scene.phone(id, person, viewer);
  }
}
