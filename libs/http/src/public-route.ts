import { SetMetadata } from '@nestjs/common';

/** Metadata key under which a route says who may call it. #auth reads it and knows more values than the one used here. */
export const accessKey = 'auth:access';

/** Marks a controller or route that needs no token: the OpenAPI document. */
export const PublicRoute = () => SetMetadata(accessKey, { to: 'everyone' });
