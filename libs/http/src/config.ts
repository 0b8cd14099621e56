import {
  cleanEnv,
  host,
  makeValidator,
  port,
  str,
  EnvMissingError,
  type CleanedEnv,
  type ValidatorSpec,
} from 'envalid';
import { logLevels, type LogLevel } from './logging';

/** The variables that every service has; spread into its own: `readConfig({ ...httpVariables, DATABASE_URL: url() })`. */
export const httpVariables = {
  PORT: port({ desc: 'the TCP port to listen on' }),
  INNER_PORT: port({ desc: 'the TCP port for health and metrics, which only those who operate this reach' }),
  HOST: host({ default: '127.0.0.1', desc: 'the address to listen on' }),
  RELEASE: str({ default: 'unnamed', desc: 'which release of this program runs, as its operators call it' }),
  LOG_LEVEL: str<LogLevel>({
    choices: [...logLevels],
    default: 'info',
    desc: 'the least severe level that is logged',
  }),
};

/** A comma-separated list of host:port pairs, e.g. Kafka brokers. */
export const hostList = makeValidator<string[]>((input) => {
  const hosts = input.split(',').map((entry) => entry.trim());
  if (!hosts.every((entry) => /^[^\s:]+:\d{1,5}$/.test(entry))) {
    throw new Error('it must be a comma-separated list of host:port');
  }
  return hosts;
});

/** The base address of a service, or of each of its instances, separated by commas. */
export const serviceUrl = makeValidator<string>((input) => {
  const addresses = input.split(',').map((address) => address.trim());
  if (!addresses.every((address) => /^https?:$/.test(URL.canParse(address) ? new URL(address).protocol : '')))
    throw new Error('it must be an address such as http://127.0.0.1:8101, or several separated by commas');
  return addresses.join(',');
});

/** The environment is not usable; the message is one sentence that names the variable. */
export class ConfigurationMistake extends Error {
  override readonly name = 'ConfigurationMistake';
}

/**
 * Reads and checks the environment.
 * @throws ConfigurationMistake naming the first variable that is missing or wrong, and why.
 */
export function parseConfig<Specs extends Record<string, ValidatorSpec<unknown>>>(
  variables: Specs,
  environment: NodeJS.ProcessEnv,
): CleanedEnv<Specs> {
  return cleanEnv(environment, variables, {
    reporter: ({ errors }) => {
      const [first] = Object.entries(errors);
      if (!first) return;
      const [name, error] = first as [string, Error];
      const purpose = variables[name]?.desc;
      const what = error instanceof EnvMissingError ? 'is not set' : `is not usable: ${error.message}`;
      throw new ConfigurationMistake(
        `The environment variable ${name}${purpose ? ` (${purpose})` : ''} ${what}.`,
      );
    },
  });
}

/** `parseConfig` for a service's `config.ts`: a mistake ends the process with its one sentence and exit code 1. */
export function readConfig<Specs extends Record<string, ValidatorSpec<unknown>>>(
  variables: Specs,
): CleanedEnv<Specs> {
  try {
    return parseConfig(variables, process.env);
  } catch (error) {
    if (!(error instanceof ConfigurationMistake)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
