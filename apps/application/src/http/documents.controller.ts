import { Controller, Delete, Get, Head, HttpCode, Options, Patch, Post, Req, Res } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { CurrentUser, Roles, type ServiceToken } from '#auth';
import { asCitizen, asStaff } from '#commands';
import {
  bringsContent,
  partIn,
  readAnnouncement,
  readAway,
  readOffset,
  sendDocument,
  tellProtocol,
  tellUpload,
  type KeptDocument,
} from '#documents';
import {
  IdempotencyKey,
  IdParam,
  nodeRequest,
  nodeResponse,
  TakesStreamedBody,
  type AnyRequest,
  type AnyResponse,
  type RequestKey,
} from '#http';
import { HandingIn } from '../handing-in';
import { UploadView, uploadView } from './document-views';

const binary = { schema: { type: 'string', format: 'binary' } } as const;
const uploadOffset = {
  name: 'Upload-Offset',
  required: true,
  schema: { type: 'string', pattern: '^(0|[1-9][0-9]{0,14})$' },
} as const;

/**
 * Documents of a citizen's own applications, uploaded in parts that can be resumed: tus 1.0 with creation, creation-with-upload,
 * checksum, expiration and termination.
 */
@ApiTags('documents')
@ApiBearerAuth('serviceToken')
@Roles('citizen')
@Controller('portal/applications/:id/documents')
export class PortalDocumentsController {
  constructor(private readonly handingIn: HandingIn) {}

  @ApiOperation({ summary: 'What of tus is spoken here' })
  @Options()
  @HttpCode(204)
  @ApiNoContentResponse()
  protocol(@Res({ passthrough: true }) response: AnyResponse): void {
    tellProtocol(nodeResponse(response), 50_000_000);
  }

  @ApiOperation({
    summary:
      'Announces a document; its content comes with this request or by PATCH to its `Location`. It belongs to the case once it is submitted or handed in by `supply-documents`',
  })
  @Post()
  @TakesStreamedBody()
  @ApiHeader({ ...uploadOffset, name: 'Upload-Length', description: 'Bytes of the whole.' })
  @ApiHeader({
    name: 'Upload-Metadata',
    required: false,
    schema: { type: 'string', maxLength: 2_000 },
    description: '`filename` and `kind` (key of a proof of the service, or `other`), each in base64.',
    example: 'filename TGFnZXBsYW4ucGRm,kind bGFnZXBsYW4=',
  })
  @ApiBody({ ...binary, required: false })
  @ApiCreatedResponse({ type: UploadView })
  async announce(
    @CurrentUser() user: ServiceToken,
    @IdParam() id: string,
    @IdempotencyKey() key: RequestKey,
    @Req() request: AnyRequest,
    @Res({ passthrough: true }) response: AnyResponse,
  ): Promise<UploadView> {
    const [incoming, outgoing] = [nodeRequest(request), nodeResponse(response)];
    return answering(request, async () => {
      const acting = asCitizen(user);
      const announced = await this.handingIn.announce(acting, id, readAnnouncement(incoming.headers), key);
      const isNew = announced.received === 0 && bringsContent(incoming);
      const document = isNew
        ? await this.handingIn.receive(acting, id, announced.id, partIn(incoming, 0))
        : announced;
      outgoing.setHeader('Location', `/api/applications/${id}/documents/${document.id}`);
      tellUpload(outgoing, document);
      return uploadView(document);
    });
  }

  @ApiOperation({ summary: 'Where the upload of a document stands' })
  @Head(':documentId')
  @ApiOkResponse({ description: '`Upload-Offset` says where to go on.' })
  async stands(
    @CurrentUser() user: ServiceToken,
    @IdParam() id: string,
    @IdParam('documentId') documentId: string,
    @Res({ passthrough: true }) response: AnyResponse,
  ): Promise<void> {
    tellUpload(nodeResponse(response), await this.handingIn.own(asCitizen(user), id, documentId));
  }

  @ApiOperation({ summary: 'The content of a document, to be saved' })
  @Get(':documentId')
  @ApiOkResponse({ content: { 'application/octet-stream': binary } })
  async open(
    @CurrentUser() user: ServiceToken,
    @IdParam() id: string,
    @IdParam('documentId') documentId: string,
    @Res() response: AnyResponse,
  ): Promise<void> {
    await sendDocument(response, await this.handingIn.open(asCitizen(user), id, documentId));
  }

  @ApiOperation({ summary: 'One part of the content, from where the upload stands' })
  @Patch(':documentId')
  @TakesStreamedBody()
  @HttpCode(204)
  @ApiHeader(uploadOffset)
  @ApiHeader({
    name: 'Upload-Checksum',
    required: false,
    schema: { type: 'string', pattern: '^sha256 [A-Za-z0-9+/]{43}=$' },
    description: 'Of the part: it is kept whole or not at all.',
  })
  @ApiBody(binary)
  @ApiNoContentResponse({ description: '`Upload-Offset` says where to go on.' })
  receive(
    @CurrentUser() user: ServiceToken,
    @IdParam() id: string,
    @IdParam('documentId') documentId: string,
    @Req() request: AnyRequest,
    @Res({ passthrough: true }) response: AnyResponse,
  ): Promise<void> {
    return answering(request, async () => {
      const incoming = nodeRequest(request);
      const part = partIn(incoming, readOffset(incoming.headers));
      const document: KeptDocument = await this.handingIn.receive(asCitizen(user), id, documentId, part);
      tellUpload(nodeResponse(response), document);
    });
  }

  @ApiOperation({ summary: 'Removes a document that is no part of the case yet' })
  @Delete(':documentId')
  @HttpCode(204)
  @ApiNoContentResponse()
  async remove(
    @CurrentUser() user: ServiceToken,
    @IdParam() id: string,
    @IdParam('documentId') documentId: string,
  ): Promise<void> {
    await this.handingIn.remove(asCitizen(user), id, documentId);
  }
}

/** Documents of the cases of an office. */
@ApiTags('back-office')
@ApiBearerAuth('serviceToken')
@Roles('caseworker', 'head-of-office')
@Controller('backoffice/applications/:id/documents')
export class BackofficeDocumentsController {
  constructor(private readonly handingIn: HandingIn) {}

  @ApiOperation({ summary: 'The content of a document, to be saved; who opens it is recorded' })
  @Get(':documentId')
  @ApiOkResponse({ content: { 'application/octet-stream': binary } })
  async open(
    @CurrentUser() user: ServiceToken,
    @IdParam() id: string,
    @IdParam('documentId') documentId: string,
    @Res() response: AnyResponse,
  ): Promise<void> {
    await sendDocument(response, await this.handingIn.open(asStaff(user), id, documentId));
  }
}

/** A body that is refused is read away before the answer. */
async function answering<T>(request: AnyRequest, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await readAway(nodeRequest(request));
    throw error;
  }
}
