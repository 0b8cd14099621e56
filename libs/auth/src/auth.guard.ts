import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { accessKey, Problem } from '#http';
import { type Access, type AuthenticatedRequest } from './decorators';
import { TokenRefused, type ServiceToken } from './service-token';
import { TokenVerifier } from './token-verifier';

/**
 * Guards every HTTP route of a service: who asks is proven by a service token, and whether they may is what the route's
 * decorator says. Closed by default: a route without a decorator is for signed-in persons only.
 */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly verifier: TokenVerifier,
    private readonly reflector: Reflector,
  ) {}

  /** @throws Problem 401 `unauthenticated`, 403 `forbidden`, 403 `account-needed` for a guest */
  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    if (context.getType() !== 'http') return true; // contract events are proven by the broker's access rules, not by a token
    const access = this.reflector.getAllAndOverride<Access | undefined>(accessKey, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access?.to === 'everyone') return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const jwt = bearerToken(request);
    const known = this.verifier.remembered(jwt);
    return known === undefined ? this.admitNew(request, jwt, access) : admit(request, known, access);
  }

  private async admitNew(
    request: AuthenticatedRequest,
    jwt: string,
    access: Access | undefined,
  ): Promise<boolean> {
    return admit(request, await this.verify(jwt), access);
  }

  private async verify(jwt: string): Promise<ServiceToken> {
    try {
      return await this.verifier.verify(jwt);
    } catch (error) {
      if (error instanceof TokenRefused)
        throw new Problem('unauthenticated', { reason: error.reason }, { cause: error });
      throw error;
    }
  }
}

function bearerToken({ headers }: AuthenticatedRequest): string {
  const jwt = /^bearer ([^ ]+)$/i.exec(headers.authorization ?? '')?.[1];
  if (jwt === undefined) throw new Problem('unauthenticated');
  return jwt;
}

function admit(request: AuthenticatedRequest, user: ServiceToken, access: Access | undefined): true {
  request.user = user;
  refuseUnlessAllowed(user, access);
  return true;
}

function refuseUnlessAllowed(user: ServiceToken, access: Access | undefined): void {
  switch (access?.to) {
    case 'everyone':
    case 'strangers':
      return;
    case 'services':
      if (user.kind === 'service' && access.services.includes(user.iss)) return;
      throw new Problem('forbidden');
    case 'citizens-and-guests':
      if (user.kind === 'anonymous') throw new Problem('unauthenticated');
      if (user.roles.includes('citizen')) return;
      throw new Problem('forbidden', { roles: ['citizen'] });
    case 'persons-and-guests':
      if (user.kind === 'anonymous') throw new Problem('unauthenticated');
      if (user.kind === 'person') return;
      throw new Problem('forbidden');
    case 'roles':
      if (user.kind === 'anonymous') throw new Problem('unauthenticated');
      if (user.guest) throw new Problem('account-needed');
      if (user.roles.some((role) => access.roles.includes(role))) return;
      throw new Problem('forbidden', { roles: access.roles });
    case undefined:
      if (user.kind === 'anonymous') throw new Problem('unauthenticated');
      if (user.guest) throw new Problem('account-needed');
      if (user.kind === 'person') return;
      throw new Problem('forbidden');
  }
}
