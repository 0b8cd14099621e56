import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AllowAnonymous, CurrentUser, type ServiceToken } from '#auth';
import type { SignInMethod } from '#configuration';
import { Key, Problem } from '#http';
import { SignInProviders } from '../providers';
import { Sites } from '../sites';
import { demandsOf, waysIn, type ServiceDemands, type WayIn } from '../ways-in';

class WaysInQuery {
  @Key({ description: 'Key of the service for which somebody would sign in.', optional: true })
  service?: string;
}

/** The ways in to a portal. */
interface WaysIn {
  readonly methods: readonly SignInMethod[];
  /** The same, with everything that a page about them needs, in the city's order. */
  readonly items: readonly WayIn[];
  /** What the service demands that was named. */
  readonly service?: ServiceDemands;
}

/** What pages know of the ways in before somebody takes one: everything is told in both languages (R25). */
@ApiTags('sign-in')
@AllowAnonymous()
@Controller('portal/sign-in')
export class WaysInController {
  constructor(
    private readonly sites: Sites,
    private readonly providers: SignInProviders,
  ) {}

  @ApiOperation({
    summary:
      'The ways to sign in to this portal (W8): what they reach and need, where their accounts are kept, and which of them suffice for a service (D14 D18 N1)',
  })
  @ApiOkResponse()
  @Get()
  show(@Query() { service: key }: WaysInQuery, @CurrentUser() { tenant }: ServiceToken): WaysIn {
    const city = this.sites.tenant(tenant);
    const service = city.services.find((one) => one.key === key && one.visibility !== 'preview');
    if (key !== undefined && service === undefined) throw new Problem('not-found');
    return {
      methods: city.signInMethods,
      items: waysIn(city, service, (method) => this.providers.accountPages(method)),
      ...(service && { service: demandsOf(service) }),
    };
  }
}
