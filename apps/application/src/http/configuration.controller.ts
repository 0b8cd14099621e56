import { dirname, relative } from 'node:path';
import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentUser, Roles, type ServiceToken } from '#auth';
import { LiveConfiguration, type ConfigurationProblem } from '#configuration';
import { AdoptedConfigurations, type ConfigurationAdopted } from '../adopted-configurations';

/** What operators see of the files of their city. */
export interface ConfigurationView {
  /** What is in force: the settings of the city, then its services. */
  readonly inForce: readonly ConfigurationAdopted[];
  /** What is refused, with what is allowed instead; where a former version stays, `inForce` has it. */
  readonly refused: readonly ConfigurationProblem[];
}

/** How the files of the city stand. */
@ApiTags('operations')
@ApiBearerAuth('serviceToken')
@Roles('operator')
@Controller('operations/configuration')
export class ConfigurationController {
  constructor(
    private readonly live: LiveConfiguration,
    private readonly adopted: AdoptedConfigurations,
  ) {}

  @ApiOperation({
    summary: "What of the city's files is in force, since when and by whom, and what of them is refused",
  })
  @Get()
  @ApiOkResponse()
  async show(@CurrentUser() { tenant }: ServiceToken): Promise<ConfigurationView> {
    const folder = this.live.inForce.find(({ settings }) => settings.key === tenant)?.folder;
    const isOwn = ({ file }: ConfigurationProblem): boolean =>
      file === this.live.dir ||
      file === folder ||
      [dirname(file), dirname(dirname(file))].includes(folder ?? '');
    const refused = this.live.problems
      .filter(isOwn)
      .map((problem) => ({ ...problem, file: relative(this.live.dir, problem.file) }));
    return { inForce: await this.adopted.inForce(tenant), refused };
  }
}
