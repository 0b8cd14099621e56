import { Controller } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { CitizensAndGuests, Roles, type ServiceToken } from '#auth';
import { asCitizen, asStaff, type Acting } from '#commands';
import { HandingIn, UploadRoutes } from '#documents';

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

/** Documents of the cases of an office, and scans of what came by post, mail or in person. Who opens one is recorded. */
@ApiTags('back-office')
@ApiBearerAuth('serviceToken')
@Roles('caseworker', 'head-of-office')
@Controller('backoffice/applications/:id/documents')
export class BackofficeDocumentsController extends UploadRoutes {
  // The constructor tells Nest what to give.
  constructor(handingIn: HandingIn) {
    super(handingIn);
  }

  protected whose(user: ServiceToken): Acting {
    return asStaff(user);
  }

  protected addressOf(id: string, documentId: string): string {
    return `/api/applications/${id}/documents/${documentId}`;
  }
}
