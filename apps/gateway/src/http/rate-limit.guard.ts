import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { Clients } from '../clients';

/** Counts what the gateway answers itself like everything else that a client asks for. */
@Injectable()
export class RateLimitGuard implements CanActivate {
  constructor(private readonly clients: Clients) {}

  /** @throws Problem `too-many-requests` (429) with the seconds to wait. */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request>();
    await this.clients.admit(this.clients.clientOf(request));
    return true;
  }
}
