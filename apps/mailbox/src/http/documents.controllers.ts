import { Controller } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { CitizensAndGuests, Roles, type ServiceToken } from '#auth';
import { asCitizen, asStaff, type Acting } from '#commands';
import { HandingIn, UploadRoutes } from '#documents';

const addressOf = (id: string, documentId: string): string =>
  `/api/applications/${id}/messages/documents/${documentId}`;

/** Documents that a citizen lets go with a message. */
@ApiTags('mailbox')
@ApiBearerAuth('serviceToken')
@CitizensAndGuests()
@Controller('portal/applications/:id/messages/documents')
export class PortalAttachmentsController extends UploadRoutes {
  // The constructor tells Nest what to give.
  constructor(handingIn: HandingIn) {
    super(handingIn);
  }

  protected whose(user: ServiceToken): Acting {
    return asCitizen(user);
  }

  protected addressOf = addressOf;
}

/** Documents that an office lets go with a message. */
@ApiTags('mailbox')
@ApiBearerAuth('serviceToken')
@Roles('caseworker', 'head-of-office')
@Controller('backoffice/applications/:id/messages/documents')
export class BackofficeAttachmentsController extends UploadRoutes {
  constructor(handingIn: HandingIn) {
    super(handingIn);
  }

  protected whose(user: ServiceToken): Acting {
    return asStaff(user);
  }

  protected addressOf = addressOf;
}
