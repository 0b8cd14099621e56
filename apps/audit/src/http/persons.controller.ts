import { CurrentUser, OnlyServices, type ServiceToken } from '#auth';
import { Id, IdParam, Moment, OneOf } from '#http';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { NameReadings, type NameReading } from '../read-models/name-readings';

class ReadingsInput {
  @Id({ description: 'Who is told.' })
  reader!: string;

  @OneOf(['head-of-office'])
  role!: 'head-of-office';

  @Moment({ description: 'From then on.' })
  since!: string;
}

/** Who was told who a person is, for the heads of the offices that work on their cases; which those are the caller has made sure. */
@ApiExcludeController()
@OnlyServices('application')
@Controller('internal/persons')
export class PersonsController {
  constructor(private readonly readings: NameReadings) {}

  /** Oldest first; that it was asked is noted before it is told. */
  @Post(':id/readings')
  @HttpCode(200)
  async read(
    @CurrentUser() { tenant }: ServiceToken,
    @IdParam() id: string,
    @Body() { reader: personId, role, since }: ReadingsInput,
  ): Promise<{ readonly readings: readonly NameReading[] }> {
    return { readings: await this.readings.of({ tenant, personId, role }, id, since) };
  }
}
