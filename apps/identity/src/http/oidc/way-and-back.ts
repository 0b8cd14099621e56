import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request, Response } from 'express';
import { clientAddressOf } from '../client-address';
import type { SignInCookies } from '../cookies';
import type { OpenIdAnswer, Departure } from './open-id-sign-ins';

/** Leads the browser to a provider; its cookie remembers what it left with. */
export function leadToProvider(
  { request, response }: { readonly request: Request; readonly response: Response },
  cookies: Pick<SignInCookies, 'setSignIn'>,
  { url, browserSecret }: Departure,
): void {
  cookies.setSignIn(request, response, browserSecret);
  response.set('Cache-Control', 'no-store').redirect(302, url.href);
}

/** What a provider sends a browser back with: what it added to the address, and from where the browser comes. */
export const Returned = createParamDecorator((_: unknown, context: ExecutionContext): Came => {
  const request = context.switchToHttp().getRequest<Request>();
  const { search: query } = new URL(request.originalUrl, 'http://identity.invalid');
  return { query, client: clientAddressOf(request) };
});
export type Came = Pick<OpenIdAnswer, 'query' | 'client'>;
