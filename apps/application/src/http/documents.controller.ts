import { Controller, Get, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CitizensAndGuests, CurrentUser, Roles, type ServiceToken } from '#auth';
import { asCitizen, asStaff, type Acting } from '#commands';
import { HandingIn, sendDocument, UploadRoutes } from '#documents';
import { IdParam, type AnyResponse } from '#http';

/** Documents of a citizen's own applications. */
@ApiTags('documents')
@ApiBearerAuth('serviceToken')
@CitizensAndGuests()
@Controller('portal/applications/:id/documents')
export class PortalDocumentsController extends UploadRoutes {
  // The constructor tells Nest what to give.
  constructor(handingIn: HandingIn) {
    super(handingIn);
  }

  protected whose(user: ServiceToken): Acting {
    return asCitizen(user);
  }

  protected addressOf(id: string, documentId: string): string {
    return `/api/applications/${id}/documents/${documentId}`;
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
  @ApiOkResponse({
    content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
  })
  async open(
    @CurrentUser() user: ServiceToken,
    @IdParam() id: string,
    @IdParam('documentId') documentId: string,
    @Res() response: AnyResponse,
  ): Promise<void> {
    await sendDocument(response, await this.handingIn.open(asStaff(user), id, documentId));
  }
}
