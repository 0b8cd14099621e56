import { Body, Controller, Delete, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentUser, Roles, type ServiceToken } from '#auth';
import { asStaff, type Acting } from '#commands';
import { assertInOrder, IdempotencyKey, IdParam, Problem } from '#http';
import { v7 as uuidv7 } from 'uuid';
import { invalidField } from '../commands/invalid-field';
import { dateInBerlin } from '../domain/berlin';
import { mostDays } from '../domain/deputy';
import { daysBetween } from '../domain/law/calendar';
import { Deputies } from '../deputies';
import { Persons, type Colleague } from '../persons';
import { DeputiesRequest, DeputyInput } from './deputies';
import { DeputiesView } from './office-views';

/** Who stands in for whom, from when until when. A head of office sees and names it for their offices, everybody for themselves. */
@ApiTags('back-office')
@ApiBearerAuth('serviceToken')
@Roles('caseworker', 'head-of-office')
@Controller('backoffice/deputies')
export class DeputiesController {
  constructor(
    private readonly deputies: Deputies,
    private readonly persons: Persons,
  ) {}

  @ApiOperation({ summary: 'Who stands in for whom now and from when on; of caseworkers what concerns them' })
  @Get()
  @ApiOkResponse({ type: DeputiesView })
  async list(@CurrentUser() user: ServiceToken, @Query() { own }: DeputiesRequest): Promise<DeputiesView> {
    const acting = asStaff(user);
    const { tenant, personId, role } = acting;
    const isForAll = role === 'head-of-office' && own !== true;
    const whose = isForAll ? (await this.colleaguesOf(acting)).map(({ id }) => id) : [];
    const found = await this.deputies.of(tenant, [personId, ...whose]);
    const today = dateInBerlin(new Date().toISOString());
    const items = found.map(({ tenant: _, ...one }) => ({ ...one, isNow: one.from <= today }));
    const people = items.flatMap(({ personId: person, deputyId }) => [person, deputyId]);
    return { items, ...(await this.persons.namesToShow(acting, 'deputies', people)) };
  }

  @ApiOperation({
    summary: 'Names who stands in for the caller, or (head of office) for a colleague',
    description: 'Naming again what is so already changes nothing.',
  })
  @Post()
  @HttpCode(200)
  @ApiOkResponse({ type: DeputiesView })
  async name(
    @CurrentUser() user: ServiceToken,
    @IdempotencyKey() _: unknown,
    @Body() { personId: who, deputyId, from, until }: DeputyInput,
  ): Promise<DeputiesView> {
    const acting = asStaff(user);
    const { tenant, personId: setBy, role } = acting;
    const personId = who ?? setBy;
    if (personId !== setBy && role !== 'head-of-office') throw new Problem('deputies-of-others');
    checkPeriod(from, until);
    const colleagues = await this.colleaguesOf(acting);
    const person = colleagues.find(({ id }) => id === personId);
    if (person === undefined) throw unknown('/personId');
    const deputy = colleagues.find(({ id }) => id === deputyId);
    if (deputy === undefined || deputy.id === person.id || !haveOfficeInCommon(person, deputy))
      throw unknown('/deputyId');
    await this.deputies.name({ tenant, id: uuidv7(), personId, deputyId, from, until, setBy });
    return this.list(user, {});
  }

  @ApiOperation({ summary: 'Ends it: from now on nobody stands in any more' })
  @Delete(':id')
  @HttpCode(204)
  @ApiNoContentResponse()
  async end(@CurrentUser() user: ServiceToken, @IdParam() id: string): Promise<void> {
    const acting = asStaff(user);
    const { tenant, personId, role } = acting;
    const deputy = await this.deputies.find(tenant, id);
    if (deputy === undefined) throw new Problem('not-found');
    const isOwn = deputy.personId === personId;
    const isTheirs =
      isOwn ||
      (role === 'head-of-office' &&
        (await this.colleaguesOf(acting)).some((one) => one.id === deputy.personId));
    if (!isTheirs) throw new Problem('not-found');
    await this.deputies.end(deputy);
  }

  /** Who works on the cases of the caller's offices. */
  private async colleaguesOf({ tenant, offices }: Acting): Promise<readonly Colleague[]> {
    const found = await Promise.all(offices.map((office) => this.persons.colleagues(tenant, office)));
    return found.flat();
  }
}

/** A deputy reaches no case that their own offices do not have. */
const haveOfficeInCommon = (one: Colleague, other: Colleague): boolean =>
  one.offices.some((office) => other.offices.includes(office));

/** @throws Problem `invalid-input` for days that are over, or in the wrong order, or too many */
function checkPeriod(from: string, until: string): void {
  const today = dateInBerlin(new Date().toISOString());
  if (until < today)
    throw invalidField('/until', 'in-the-past', 'Dieser Tag ist vorbei.', 'This day is over.');
  assertInOrder(from, until, '/until');
  if (daysBetween(from < today ? today : from, until) >= mostDays || daysBetween(today, from) > mostDays)
    throw invalidField(
      '/until',
      'too-long',
      `Möglich sind ${mostDays} Tage, und sie beginnen innerhalb eines Jahres.`,
      `There may be ${mostDays} days, and they begin within a year.`,
    );
}

const unknown = (pointer: string) =>
  invalidField(
    pointer,
    'unknown-colleague',
    'Diese Person arbeitet nicht in diesem Amt, oder sie hat sich noch nie angemeldet.',
    'This person does not work in this office, or has never signed in.',
  );
