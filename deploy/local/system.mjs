/** The whole system on one screen: what is started, in which order, and with what. */
import { join } from 'node:path';
import { banner, demoLogins } from './banner.mjs';
import { releaseMemory } from './built.mjs';
import { examineServer, migrateAll, provisionAll } from './databases.mjs';
import { lastLines } from './guarded.mjs';
import { asOperator, chooseBroker, fetchKafka, startKafka, whatToInstall } from './kafka.mjs';
import { createKeys, keepCredentials } from './keys.mjs';
import { startNode } from './node-process.mjs';
import { namePaymentProviders } from './payment.mjs';
import { createPorts } from './ports.mjs';
import { postgresFolder, startPostgres } from './postgres.mjs';
import { root } from './prepare.mjs';
import { allReady } from './readiness.mjs';
import {
  databaseServices,
  environmentOf,
  innerPortAbove,
  isInstanceOf,
  paymentProviderTlsPort,
  servicekontoPort,
  startArguments,
  table,
  tokenServices,
  withInstances,
} from './services.mjs';
import { cityHandingOverTo, keepHandOverSecrets } from './hand-over.mjs';
import { keepCityKeys, nameStandIns } from './sign-in.mjs';
import { keepSecrets, writePrivately } from './state.mjs';
import { Supervisor } from './supervisor.mjs';
import { addressesOf, openTenants } from './tenants.mjs';
import { createTopics, givenBrokersAnswer } from './topics.mjs';

/**
 * @typedef {{ settings: import('./settings.mjs').Settings, state: string, sources: string, steps: import('./steps.mjs').Steps, since: number, watch: boolean, instances: number }} Wish
 * `sources` is the hash of what was built; `instances` how many of each service run side by side; `since` the time at which the start began, in milliseconds.
 */

/** The gateway's instances stand above the port that PORT names. @param {import('./services.mjs').ServiceRow} row @param {number} gatewayPort */
function wantedPort({ name, port, instanceOf }, gatewayPort) {
  if (!isInstanceOf(name, 'gateway')) return port;
  const [first] = table.filter((row) => row.name === (instanceOf ?? name));
  return gatewayPort + port - (first?.port ?? port);
}

/** Where documents lie, and whether they are scanned; the services read the same. @param {NodeJS.ProcessEnv} environment @returns {string} */
function placeOfDocuments({ S3_URL, CLAMD }) {
  const place = S3_URL ? 'in the bucket that S3_URL names' : 'below everything else';
  return `${place}; ${CLAMD ? `scanned by clamd at ${CLAMD}` : 'NOT SCANNED for malware: CLAMD names no scanner'}`;
}

/** A system that is starting or running. */
export class LocalSystem {
  #ports = createPorts([
    ...[5433, 9092, 9093, 1025, servicekontoPort, paymentProviderTlsPort],
    ...table.flatMap(({ port, standIn }) => (standIn ? [port] : [port, port + innerPortAbove])),
  ]);
  /** Process → the port it was given. @type {Record<string, number>} */
  #chosen = {};
  /** Process → its port for health and metrics. @type {Record<string, number>} */
  #chosenInner = {};
  /** @type {(reason: Error) => void} */
  #giveUp = () => undefined;
  /** @type {Promise<never>} */
  #givenUp = new Promise((_, reject) => (this.#giveUp = reject));
  /** @type {import('./banner.mjs').RunFile | undefined} */
  #run;
  /** @type {import('./tenants.mjs').Live | undefined} */
  #tenants;
  /** Why the run file could not be written the last time. */
  #unwritten = '';

  /** @param {Wish} wish */
  constructor(wish) {
    this.wish = wish;
    this.#givenUp.catch(() => undefined); // awaited while starting only
    this.supervisor = new Supervisor({
      line: wish.steps.line,
      changed: () => this.#writeRunFile(),
      givenUp: (name, how) =>
        this.#giveUp(
          new Error(
            `${name} does not come up (${how}).\n${lastLines(this.#log(name))}\n(whole log: ${this.#log(name)})`,
          ),
        ),
    });
  }

  /** Starts everything and returns when all of it is ready. */
  async start() {
    const { settings, state, sources, steps, since } = this.wish;
    const keyFolder = join(state, 'keys');
    const keys = createKeys(keyFolder, tokenServices);
    const secrets = keepSecrets(keyFolder, databaseServices);
    const live = await openTenants(settings.tenantsDir, steps.line);
    this.#tenants = live;
    const handingOver = (/** @type {string} */ portal) => cityHandingOverTo(portal, live.registry.all());
    const wanted = table.filter(
      ({ unless, portal }) => (!unless || !settings[unless]) && (!portal || handingOver(portal)),
    );
    const rows = withInstances(wanted, this.wish.instances);
    const ports = await this.#choosePorts(rows, settings.port);
    const innerPorts = await this.#chooseInnerPorts(rows, settings.port);
    const smtpPort = await this.#port('inbox (SMTP)', 1025);
    const origins = {
      bundid: `http://127.0.0.1:${ports['bundid']}`,
      'servicekonto-nrw': `http://127.0.0.1:${await this.#port('servicekonto-nrw', servicekontoPort)}`,
      google: `http://127.0.0.1:${ports['google']}`,
    };
    const payments = {
      http: `http://127.0.0.1:${ports['payment-provider']}`,
      tls: `https://127.0.0.1:${await this.#port('payment-provider (TLS)', paymentProviderTlsPort)}`,
    };
    const gateway = /** @type {number} */ (ports['gateway']);
    const tenants = addressesOf(live, gateway);

    const [database, broker, signIn, paymentProviders] = await Promise.all([
      this.#database(),
      this.#broker(secrets.kafka),
      this.#signIn(keyFolder, Object.keys(tenants), origins),
      settings.paymentProviders ?? namePaymentProviders(state, payments),
    ]);
    const kafkaCredentials = broker.users && keepCredentials(keyFolder, broker.users);
    const databases = await steps.step(
      'Databases',
      () => provisionAll(database.adminUrl, secrets, { isOurs: database.kind === 'embedded' }),
      (all) => Object.keys(all).join(', '),
    );
    /** @type {import('./services.mjs').System} */
    const system = {
      ...{
        ports,
        innerPorts,
        smtpPort,
        servicekontoPort: Number(new URL(origins['servicekonto-nrw']).port),
        signIn,
        paymentProviderTlsPort: Number(new URL(payments.tls).port),
        paymentProviders,
        handOverSecrets: this.#handOverSecrets(keyFolder, live),
        handingOver,
        state,
        keys,
        databases,
        brokers: broker.brokers,
        ...(kafkaCredentials && { kafkaCredentials }),
        staffDirectory: settings.staffDirectory ?? {
          issuer: `http://localhost:${ports['identity-provider']}`,
          clientId: 'serviceportal',
          clientSecret: secrets.oidcClientSecret,
        },
      },
      ...{
        tenantsDir: settings.tenantsDir,
        logLevel: settings.logLevel,
        smtpUrl: settings.smtpUrl ?? `smtp://127.0.0.1:${smtpPort}`,
      },
    };
    await Promise.all([
      steps.step(
        'Migrations',
        (progress) => {
          const environment = { TENANTS_DIR: settings.tenantsDir, LOG_LEVEL: settings.logLevel };
          return migrateAll({ adminUrl: database.adminUrl, databases, sources, environment, progress });
        },
        (migrated) => (migrated.length > 0 ? migrated.join(', ') : 'nothing new'),
      ),
      steps.step('Topics', () => createTopics(broker.brokers, kafkaCredentials?.('operator'))),
    ]);

    this.#run = {
      ready: false,
      gateway: `http://localhost:${gateway}`,
      tenants,
      inbox: settings.smtpUrl ? null : `http://localhost:${ports['inbox']}`,
      standIns: {
        ...(!settings.staffDirectory && { staff: `http://localhost:${ports['identity-provider']}` }),
        ...(!settings.signInProviders && origins),
        ...(!settings.paymentProviders && { payments: payments.http }),
        ...(ports['kinderbetreuung'] && {
          kinderbetreuung: `http://127.0.0.1:${ports['kinderbetreuung']}`,
        }),
      },
      logins: demoLogins(live.registry.all(), settings),
      kafka: {
        brokers: broker.brokers.join(','),
        kind: broker.kind,
        ...(broker.users && { sasl: asOperator(broker.users) }),
      },
      postgres: { kind: database.kind, version: database.version, databases },
      processes: [],
    };
    await steps.step(
      'Services',
      async (progress) => {
        for (const row of rows) await this.#service(row, system);
        await allReady(
          { ...ports, ...innerPorts },
          (name) => this.supervisor.pidOf(name),
          progress,
          this.#givenUp,
        );
      },
      () => `${rows.length} processes, all ready`,
    );
    this.supervisor.ready = true;
    this.#run.ready = true;
    this.#writeRunFile();
    steps.line(
      banner(this.#run, {
        state,
        broker: `${broker.brokers.join(',')}, ${broker.where}`,
        database: `${new URL(database.adminUrl).host}, ${database.where}`,
        mail: this.#run.inbox ?? 'the server that SMTP_URL names',
        documents: placeOfDocuments(process.env),
        took: `${((Date.now() - since) / 1000).toFixed(1)} s`,
        refused: live.problems.length,
        cities: live.registry.all(),
      }),
    );
    live.listen({
      changed: () => {
        if (!this.#run) return;
        this.#run.tenants = addressesOf(live, gateway);
        const cities = Object.keys(this.#run.tenants);
        this.#run.logins = demoLogins(live.registry.all(), settings);
        this.#handOverSecrets(keyFolder, live);
        this.#cityKeys(keyFolder, cities).catch((/** @type {Error} */ error) =>
          steps.line(`  ! no keys for SAML: ${error.message}`),
        );
        this.#writeRunFile();
      },
    });
    await live.start();
    await releaseMemory();
  }

  /** Lets everything drain, in order: the way in first, then the services, then what they rest on. */
  async stop() {
    if (this.#run) this.#run.ready = false;
    this.#writeRunFile();
    await this.#tenants?.stop();
    await this.supervisor.stopAll((name) =>
      isInstanceOf(name, 'gateway') ? 0 : name === 'postgres' || name === 'kafka' ? 2 : 1,
    );
  }

  /**
   * The providers at which citizens sign in: those that SIGN_IN_PROVIDERS names, else the stand-ins; and the cities' keys for them.
   * @param {string} keyFolder @param {string[]} cities
   * @param {Record<import('./sign-in.mjs').ProviderName | 'google', string>} origins where the stand-ins are
   * @returns {Promise<import('./sign-in.mjs').SignIn>}
   */
  async #signIn(keyFolder, cities, origins) {
    const { settings, state } = this.wish;
    const keysFolder = await this.#cityKeys(keyFolder, cities);
    return { keysFolder, providersFile: settings.signInProviders ?? (await nameStandIns(state, origins)) };
  }

  /** @param {string} keyFolder @param {string[]} cities @returns {Promise<string>} the folder with the cities' keys for SAML */
  async #cityKeys(keyFolder, cities) {
    const { samlKeys } = this.wish.settings;
    if (samlKeys) return samlKeys;
    const folder = join(keyFolder, 'saml');
    await keepCityKeys(folder, cities);
    return folder;
  }

  /** @param {string} keyFolder @param {import('./tenants.mjs').Live} live @returns {string} the folder with the secrets of other portals */
  #handOverSecrets(keyFolder, { registry }) {
    const folder = join(keyFolder, 'hand-over');
    keepHandOverSecrets(folder, registry.all());
    return folder;
  }

  /** The database server: the one that DATABASE_URL names, else our own. */
  async #database() {
    const { settings, state, steps } = this.wish;
    const { databaseUrl } = settings;
    if (databaseUrl) {
      const version = await examineServer(databaseUrl);
      return { adminUrl: databaseUrl, kind: 'given', version, where: 'the server that DATABASE_URL names' };
    }
    return steps.step(
      'PostgreSQL',
      async () => {
        const port = await this.#port('postgres', 5433);
        /** @type {import('./postgres.mjs').RunningPostgres | undefined} */
        let server;
        await this.supervisor.start('postgres', async () => {
          server = await startPostgres({ state, port });
          return server.process;
        });
        const { adminUrl, version } = /** @type {import('./postgres.mjs').RunningPostgres} */ (server);
        return { adminUrl, version, kind: 'embedded', where: `data in ${postgresFolder(state)}` };
      },
      ({ version, adminUrl }) => `${version} on ${new URL(adminUrl).host}`,
    );
  }

  /**
   * The broker: KAFKA_BROKERS, else Java, else Docker. One that Java runs lets nobody in but its users.
   * @param {import('./kafka.mjs').Users} passwords
   * @returns {Promise<{ brokers: string[], kind: string, where: string, users?: import('./kafka.mjs').Users }>}
   */
  async #broker(passwords) {
    const { settings, state, steps } = this.wish;
    const { brokers } = settings;
    if (brokers) {
      await givenBrokersAnswer(brokers);
      return { brokers, kind: 'given', where: 'the cluster that KAFKA_BROKERS names' };
    }
    const { kind } = chooseBroker();
    if (kind === 'none') throw new Error(whatToInstall);
    const users = kind === 'java' ? passwords : undefined;
    return steps.step(
      'Kafka',
      async (progress) => {
        if (kind === 'java') await fetchKafka(progress);
        progress('');
        const [port, controllerPort] = [
          await this.#port('kafka', 9092),
          await this.#port('kafka (controller)', 9093),
        ];
        await this.supervisor.start(
          'kafka',
          async () =>
            (await startKafka({ state, port, controllerPort, kind, ...(users && { users }) })).process,
        );
        return {
          ...{ brokers: [`127.0.0.1:${port}`], kind, where: `${kind}, data in ${join(state, 'kafka')}` },
          ...(users && { users }),
        };
      },
      ({ brokers: [address] }) =>
        `${kind === 'java' ? 'Apache Kafka by Java' : 'Apache Kafka by Docker'} on ${address}`,
    );
  }

  /** @param {import('./services.mjs').ServiceRow} row @param {import('./services.mjs').System} system */
  async #service(row, system) {
    const env = environmentOf(row, system);
    await this.supervisor.start(row.name, () =>
      startNode({ args: startArguments(row, this.wish.watch), env, logFile: this.#log(row.name), cwd: root }),
    );
    this.#writeRunFile();
  }

  /** @param {string} name */
  #log(name) {
    if (name === 'postgres') return join(postgresFolder(this.wish.state), 'server.log');
    if (name === 'kafka') return join(this.wish.state, 'kafka', 'broker.log');
    return join(this.wish.state, 'logs', `${name}.log`);
  }

  /** @param {import('./services.mjs').ServiceRow[]} rows @param {number} gatewayPort @returns {Promise<Record<string, number>>} */
  async #choosePorts(rows, gatewayPort) {
    /** @type {Record<string, number>} */
    const ports = {};
    for (const row of rows) ports[row.name] = await this.#port(row.name, wantedPort(row, gatewayPort));
    return ports;
  }

  /**
   * The ports for health and metrics; a stand-in has none of its own.
   * @param {import('./services.mjs').ServiceRow[]} rows @param {number} gatewayPort @returns {Promise<Record<string, number>>}
   */
  async #chooseInnerPorts(rows, gatewayPort) {
    for (const row of rows) {
      if (row.standIn) continue;
      const wanted = wantedPort(row, gatewayPort) + innerPortAbove;
      this.#chosenInner[row.name] = await this.#free(`${row.name} (health and metrics)`, wanted);
    }
    return this.#chosenInner;
  }

  /** @param {string} name @param {number} wanted */
  async #port(name, wanted) {
    const port = await this.#free(name, wanted);
    this.#chosen[name] = port;
    return port;
  }

  /** @param {string} name @param {number} wanted */
  async #free(name, wanted) {
    const port = await this.#ports.next(wanted);
    if (port !== wanted) this.wish.steps.line(`  ! port ${wanted} is taken: ${name} uses ${port}`);
    return port;
  }

  #writeRunFile() {
    if (!this.#run) return;
    this.#run.processes = this.supervisor.processes().map(({ name, pid }) => {
      const [port, innerPort] = [this.#chosen[name], this.#chosenInner[name]];
      return { name, pid, ...(port && { port }), ...(innerPort && { innerPort }) };
    });
    try {
      writePrivately(join(this.wish.state, 'run.json'), this.#run);
      this.#unwritten = '';
    } catch (error) {
      // A full disk ends nothing that runs; the next change writes the file again.
      const reason = error instanceof Error ? error.message : String(error);
      if (reason !== this.#unwritten) this.wish.steps.line(`  ! run.json is not up to date: ${reason}`);
      this.#unwritten = reason;
    }
  }
}
