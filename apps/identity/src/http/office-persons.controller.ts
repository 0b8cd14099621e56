import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { StaffRole } from '#commands';
import { CurrentUser, OnlyServices, type ServiceToken } from '#auth';
import { CalendarDate, FreeText, Id, IdParam, Key, LatinText, OneOf } from '#http';
import type { Attributes, EditableAttribute } from '../domain/profile';
import { PersonReadingQuery, PersonsAtAddressQuery, type ReadPerson } from '../queries/person-reading';
import { GiveRecordPerson } from '../record-person.handler';
import { normalisedAddress } from './email-link/address';

class ReaderDto {
  @Id({ description: 'Who is told.' })
  reader!: string;

  @OneOf(['caseworker', 'head-of-office'])
  role!: StaffRole;

  @Key({ description: 'What for: an auditor will read it.' })
  purpose!: string;
}

class SoughtPersonDto extends ReaderDto {
  @FreeText(320)
  email!: string;
}

const textLength = 200;

class RecordedPersonDto {
  @Id({ description: 'Who enters the person.' })
  by!: string;

  @OneOf(['caseworker', 'head-of-office'])
  role!: StaffRole;

  @LatinText(textLength, { optional: true })
  givenName?: string;

  @LatinText(textLength)
  familyName!: string;

  @CalendarDate({ optional: true })
  dateOfBirth?: string;

  @LatinText(textLength, { optional: true })
  street?: string;

  @LatinText(textLength, { optional: true })
  houseNumber?: string;

  @LatinText(textLength, { optional: true })
  postcode?: string;

  @LatinText(textLength, { optional: true })
  city?: string;

  @LatinText(textLength, { optional: true })
  phone?: string;
}

/** What the application service asks of persons for who enters and works on what came another way than by the portal (D6a, W4). */
@ApiExcludeController()
@OnlyServices('application')
@Controller('internal')
export class OfficePersonsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  /** Enters somebody who has no account. */
  @Post('recorded-persons')
  @HttpCode(200)
  async record(
    @Body() { by, role, ...said }: RecordedPersonDto,
    @CurrentUser() { tenant }: ServiceToken,
  ): Promise<{ personId: string }> {
    const attributes = Object.fromEntries(
      Object.entries(said).flatMap(([name, value]: [string, string | undefined]) =>
        value === undefined ? [] : [[name, { value, source: 'self' }]],
      ),
    ) as Partial<Record<EditableAttribute, { value: string; source: 'self' }>> as Attributes;
    const profile = { language: 'de', attributes } as const;
    return {
      personId: await this.commands.execute(new GiveRecordPerson(tenant, { personId: by, role }, profile)),
    };
  }

  /** The accounts at exactly this mail address; that they were told is recorded. */
  @Post('persons/search')
  @HttpCode(200)
  async search(
    @Body() { reader: personId, role, purpose, email }: SoughtPersonDto,
    @CurrentUser() { tenant }: ServiceToken,
  ): Promise<{ personIds: readonly string[] }> {
    const address = normalisedAddress(email);
    if (address === undefined) return { personIds: [] };
    const query = new PersonsAtAddressQuery(tenant, { personId, role, purpose }, address);
    return { personIds: await this.queries.execute(query) };
  }

  /** Who somebody is; that it was told is recorded. @throws Problem `not-found` */
  @Post('persons/:id/reading')
  @HttpCode(200)
  reading(
    @IdParam() id: string,
    @Body() { reader: personId, role, purpose }: ReaderDto,
    @CurrentUser() { tenant }: ServiceToken,
  ): Promise<ReadPerson> {
    return this.queries.execute(new PersonReadingQuery(tenant, { personId, role, purpose }, id));
  }
}
