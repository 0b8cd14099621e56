import { Delete, Get, Head, HttpCode, Patch, Post, Req, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
} from '@nestjs/swagger';
import { CurrentUser, type ServiceToken } from '#auth';
import type { Acting } from '#commands';
import {
  IdempotencyKey,
  IdParam,
  nodeRequest,
  nodeResponse,
  readAway,
  TakesStreamedBody,
  type AnyRequest,
  type AnyResponse,
  type RequestKey,
} from '#http';
import type { HandingIn } from '../handing-in';
import { sendDocument } from './downloading';
import { readAnnouncement, readOffset } from './upload-headers';
import { bringsContent, partIn, tellUpload } from './uploading';
import { uploadView, UploadView } from './views';

const binary = { schema: { type: 'string', format: 'binary' } } as const;
const uploadOffset = {
  name: 'Upload-Offset',
  required: true,
  schema: { type: 'string', pattern: '^(0|[1-9][0-9]{0,14})$' },
} as const;

/**
 * The routes of documents that are uploaded in parts that can be resumed: tus 1.0 with creation, creation-with-upload, checksum,
 * expiration and termination. A controller of a service inherits them at a path with `:id`.
 */
export abstract class UploadRoutes {
  protected constructor(protected readonly handingIn: HandingIn) {}

  /** In which role somebody is there. */
  protected abstract whose(user: ServiceToken): Acting;
  /** Where a document is found from outside. */
  protected abstract addressOf(id: string, documentId: string): string;

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
      const acting = this.whose(user);
      const announced = await this.handingIn.announce(acting, id, readAnnouncement(incoming.headers), key);
      const isNew = announced.received === 0 && bringsContent(incoming);
      const document = isNew
        ? await this.handingIn.receive(acting, id, announced.id, partIn(incoming, 0))
        : announced;
      outgoing.setHeader('Location', this.addressOf(id, document.id));
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
    tellUpload(nodeResponse(response), await this.handingIn.find(this.whose(user), id, documentId));
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
    await sendDocument(response, await this.handingIn.open(this.whose(user), id, documentId));
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
      const document = await this.handingIn.receive(this.whose(user), id, documentId, part);
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
    await this.handingIn.remove(this.whose(user), id, documentId);
  }
}

/** Longest time for what is left of a body that is refused, in ms. */
const leftMs = 60_000;

/** A body that is refused is read away before the answer. */
async function answering<T>(request: AnyRequest, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await readAway(nodeRequest(request), leftMs);
    throw error;
  }
}
