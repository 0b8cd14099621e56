import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import { accessKey, PublicRoute, type HttpRequest } from '#http';
import type { Role, ServiceToken } from './service-token';

/** A request after the guard: `user` is what its token proves; absent on public routes. */
export interface AuthenticatedRequest extends HttpRequest {
  user?: ServiceToken;
}

/**
 * Who may call a route. Without any decorator: every signed-in person, and nobody else. Guests have signed in nowhere: they are let in
 * only where that is said.
 */
export type Access =
  | { readonly to: 'everyone' }
  | { readonly to: 'strangers' }
  | { readonly to: 'roles'; readonly roles: readonly Role[] }
  | { readonly to: 'persons-and-guests' }
  | { readonly to: 'citizens-and-guests' }
  | { readonly to: 'services'; readonly services: readonly string[] };

export { PublicRoute };

/** Also for people who are not signed in (R6, R10a). The gateway's token still says which tenant they look at. */
export const AllowAnonymous = () => SetMetadata(accessKey, { to: 'strangers' } satisfies Access);

/** Only for people who have one of these roles; `service` lets every service in. */
export const Roles = (...allowed: [Role, ...Role[]]) =>
  SetMetadata(accessKey, { to: 'roles', roles: allowed } satisfies Access);

/** Also for who files without an account (R10a): what concerns their own cases, as with every citizen. */
export const CitizensAndGuests = () => SetMetadata(accessKey, { to: 'citizens-and-guests' } satisfies Access);

/** For whoever has a session, citizens, staff and guests alike. */
export const PersonsAndGuests = () => SetMetadata(accessKey, { to: 'persons-and-guests' } satisfies Access);

/** Only for these services, by name: internal routes that hand out personal data. */
export const OnlyServices = (...services: [string, ...string[]]) =>
  SetMetadata(accessKey, { to: 'services', services } satisfies Access);

/** The one who asks, as the verified token says. Only on routes that need a token. */
export const CurrentUser = createParamDecorator((_: unknown, context: ExecutionContext): ServiceToken => {
  const { user } = context.switchToHttp().getRequest<AuthenticatedRequest>();
  if (!user) throw new Error('@CurrentUser stands on a public route: nobody is known there');
  return user;
});
