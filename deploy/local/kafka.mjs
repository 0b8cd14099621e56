import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import { endLeftOver, lastLines, startGuarded } from './guarded.mjs';
import { fetchJars, jarFolder } from './maven.mjs';
import { brokerAnswers } from './topics.mjs';

const kafkaVersion = '4.2.0';
const kafkaFolder = fileURLToPath(new URL('kafka', import.meta.url));

/** Small: one broker for one developer. The class data of the JVM is shared, one collector thread, the first compiler only. */
const javaOptions = [
  ...[
    '-Xms96m',
    '-Xmx256m',
    '-XX:+UseSerialGC',
    '-XX:TieredStopAtLevel=1',
    '-XX:MaxDirectMemorySize=64m',
    '-Xss512k',
    '-XX:-UsePerfData',
  ],
  ...['-XX:ReservedCodeCacheSize=48m', '-Djava.awt.headless=true'],
];

/** Why nothing could be started; one sentence that says what to install. */
export const whatToInstall =
  'There is no Kafka to use: install Java 17 or newer with Maven (Debian: apt-get install openjdk-17-jre-headless maven), or start Docker, or set KAFKA_BROKERS to an existing cluster.';

/**
 * Which broker would be used here, and why. Order: Java (with Maven, or with jars that are there already), then Docker.
 * @returns {{ kind: 'java' | 'docker' | 'none', reason: string }}
 */
export function chooseBroker() {
  const java = javaVersion();
  const jars = existsSync(jarFolder(kafkaFolder));
  const maven = jars || spawnSync('mvn', ['--version'], { stdio: 'ignore' }).status === 0;
  if (java >= 17 && maven)
    return {
      kind: 'java',
      reason: `Java ${java} is here, ${jars ? 'and the jars too' : 'and Maven fetches the jars'}`,
    };
  const missing =
    java === 0
      ? 'there is no Java'
      : java < 17
        ? `Java ${java} is too old`
        : 'there is no Maven to fetch the jars';
  if (dockerAnswers()) return { kind: 'docker', reason: `${missing}, but Docker answers` };
  return { kind: 'none', reason: `${missing}, and Docker does not answer` };
}

/** Does a Docker daemon answer? @returns {boolean} */
export function dockerAnswers() {
  return spawnSync('docker', ['info'], { stdio: 'ignore', timeout: 10_000 }).status === 0;
}

/** @returns {number} the major version of the Java on the path, 0 without one */
function javaVersion() {
  const { stderr, status } = spawnSync('java', ['-version'], { encoding: 'utf8' });
  if (status !== 0) return 0;
  return Number(/version "(\d+)/.exec(stderr)?.[1] ?? 0);
}

/**
 * Fetches the jars of the broker from Maven Central, unless they are here.
 * @param {(progress: string) => void} report told what is being fetched
 */
export async function fetchKafka(report) {
  await fetchJars(kafkaFolder, `Apache Kafka ${kafkaVersion}`, report);
}

/**
 * @typedef {{
 *   brokers: string[], kind: 'java' | 'docker', folder: string, process: import('./guarded.mjs').GuardedProcess
 * }} RunningKafka
 */

/**
 * The users of a broker, with their passwords: `operator` may do everything, each other what it is granted. Who is not among
 * them does not get in. @typedef {Readonly<Record<string, string>> & { readonly operator: string }} Users
 */

/**
 * Starts one broker in KRaft mode with its data in `<state>/kafka` and waits until it answers.
 * @param {{ state: string, port: number, controllerPort: number, kind?: 'java' | 'docker', users?: Users }} options
 * Without `users` everybody on this machine may do everything. In a container there are none.
 * @returns {Promise<RunningKafka>}
 * @throws Error with the end of the log when the broker does not come up.
 */
export async function startKafka({ state, port, controllerPort, kind = 'java', users }) {
  const folder = join(resolve(state), 'kafka');
  mkdirSync(folder, { recursive: true });
  const paths = {
    data: join(folder, 'data'),
    log: join(folder, 'broker.log'),
    pid: join(folder, 'broker.pid'),
    settings: join(folder, 'broker.properties'),
  };
  await endLeftOver(paths.pid, folder, 'SIGTERM');
  const broker =
    kind === 'java'
      ? startWithJava(paths, folder, port, controllerPort, users)
      : startWithDocker(paths, folder, port);
  const brokers = [`127.0.0.1:${port}`];
  const deadline = Date.now() + (kind === 'java' ? 60_000 : 300_000); // Docker fetches the image first
  const operator = kind === 'java' && users ? asOperator(users) : undefined;
  while (!(await brokerAnswers(brokers, operator))) {
    if (!broker.isRunning() || Date.now() > deadline) {
      await broker.stop();
      throw new Error(`Kafka did not start.\n${lastLines(paths.log)}\n(whole log: ${paths.log})`);
    }
    await delay(100);
  }
  return { brokers, kind, folder, process: broker };
}

/** What one broker for one developer needs, however it is started. */
const commonSettings = {
  'process.roles': 'broker,controller',
  'node.id': '1',
  'controller.listener.names': 'CONTROLLER',
  // Each of these threads looks for work a few times a second, also when there is none.
  'num.network.threads': '1',
  'num.io.threads': '2',
  'group.coordinator.threads': '1',
  'share.coordinator.threads': '1',
  // No record twice a second that says that nothing has happened: there is no other controller to hear it.
  'metadata.max.idle.interval.ms': '0',
  'num.partitions': '4',
  'auto.create.topics.enable': 'false',
  'offsets.topic.num.partitions': '4',
  'offsets.topic.replication.factor': '1',
  'transaction.state.log.num.partitions': '4',
  'transaction.state.log.replication.factor': '1',
  'transaction.state.log.min.isr': '1',
  'share.coordinator.state.topic.num.partitions': '1',
  'share.coordinator.state.topic.replication.factor': '1',
  'share.coordinator.state.topic.min.isr': '1',
  'group.initial.rebalance.delay.ms': '0',
  'log.cleaner.dedupe.buffer.size': '8388608',
  // A broker that was killed may come back only when its last session has expired.
  'broker.session.timeout.ms': '4000',
  'broker.heartbeat.interval.ms': '1000',
};

/**
 * @param {{ data: string, log: string, pid: string, settings: string }} paths
 * @param {string} folder @param {number} port @param {number} controllerPort @param {Users | undefined} users
 */
function startWithJava(paths, folder, port, controllerPort, users) {
  const listeners = `CLIENT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`;
  const protocol = users ? 'SASL_PLAINTEXT' : 'PLAINTEXT';
  const settings = {
    ...commonSettings,
    'log.dirs': paths.data,
    listeners,
    'advertised.listeners': listeners,
    'listener.security.protocol.map': `CLIENT:${protocol},CONTROLLER:${protocol}`,
    'inter.broker.listener.name': 'CLIENT',
    'controller.quorum.bootstrap.servers': `127.0.0.1:${controllerPort}`,
    ...(users && closedTo(users)),
  };
  writeFileSync(paths.settings, propertiesOf(settings), { mode: 0o600 });
  chmodSync(paths.settings, 0o600); // one of a former version may have been open to all
  const java = [
    ...javaOptions,
    `-Dlog4j2.configurationFile=${join(kafkaFolder, 'log4j2.properties')}`,
    '-cp',
    join(jarFolder(kafkaFolder), '*'),
  ];
  if (!existsSync(join(paths.data, 'meta.properties'))) {
    // Beside its place, so that one that was interrupted is never taken for a storage.
    const incomplete = `${paths.data}.incomplete`;
    for (const one of [incomplete, paths.data]) rmSync(one, { recursive: true, force: true });
    const formatSettings = `${paths.settings}.format`;
    writeFileSync(formatSettings, propertiesOf({ ...settings, 'log.dirs': incomplete }), { mode: 0o600 });
    // Begins with a letter: a leading "-" would be taken for an option.
    const clusterId = `S${randomBytes(16).toString('base64url').slice(1)}`;
    const format = [
      'kafka.tools.StorageTool',
      'format',
      '--standalone',
      '--cluster-id',
      clusterId,
      '--config',
      formatSettings,
    ];
    execFileSync('java', [...java, ...format], { stdio: 'pipe' });
    rmSync(formatSettings);
    renameSync(incomplete, paths.data);
  }
  return startGuarded({
    command: 'java',
    args: [...java, 'kafka.Kafka', paths.settings],
    signal: 'TERM',
    pidFile: paths.pid,
    logFile: paths.log,
    cwd: folder,
  });
}

/** How the operator shows who they are. @param {Users} users @returns {import('./topics.mjs').Credentials} */
export function asOperator({ operator: password }) {
  return { mechanism: 'plain', username: 'operator', password };
}

/**
 * Settings that let in none but these users, and let each do only what it is granted. The controller knows the operator alone,
 * as whom the broker speaks to it. @param {Users} users @returns {Record<string, string>}
 */
function closedTo(users) {
  const login = (/** @type {[string, string][]} */ known) =>
    [
      'org.apache.kafka.common.security.plain.PlainLoginModule required',
      `username="operator" password="${users.operator}"`,
      ...known.map(([name, password]) => `user_${name}="${password}"`),
    ].join(' ') + ';';
  return {
    'sasl.enabled.mechanisms': 'PLAIN',
    'sasl.mechanism.inter.broker.protocol': 'PLAIN',
    'sasl.mechanism.controller.protocol': 'PLAIN',
    'listener.name.client.plain.sasl.jaas.config': login(Object.entries(users)),
    'listener.name.controller.plain.sasl.jaas.config': login([['operator', users.operator]]),
    'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    'super.users': 'User:operator',
  };
}

/** @param {Record<string, string>} settings @returns {string} */
function propertiesOf(settings) {
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

/** The image of the broker where it runs as a container. */
export const kafkaImage = `apache/kafka:${kafkaVersion}`;

/**
 * The environment of the broker's container. Its port 9092 must be published as 127.0.0.1:`port`, the address that clients are given.
 * @param {number} port @returns {Record<string, string>}
 */
export function kafkaContainerEnvironment(port) {
  const settings = {
    ...commonSettings,
    listeners: 'HOST://0.0.0.0:9092,INTERNAL://127.0.0.1:19092,CONTROLLER://127.0.0.1:9093',
    'advertised.listeners': `HOST://127.0.0.1:${port},INTERNAL://127.0.0.1:19092`,
    'listener.security.protocol.map': 'HOST:PLAINTEXT,INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'inter.broker.listener.name': 'INTERNAL',
    // The image formats its storage without "--standalone", so the voters must be static here.
    'controller.quorum.voters': '1@127.0.0.1:9093',
    'log.dirs': '/var/lib/kafka/data',
  };
  const variable = (/** @type {string} */ setting) => `KAFKA_${setting.toUpperCase().replaceAll('.', '_')}`;
  return {
    CLUSTER_ID: 'c2VydmljZXBvcnRhbC1sbw',
    KAFKA_HEAP_OPTS: '-Xms96m -Xmx256m',
    ...Object.fromEntries(Object.entries(settings).map(([setting, value]) => [variable(setting), value])),
  };
}

/**
 * The same broker as a container; its data is a folder of the state as well.
 * @param {{ data: string, log: string, pid: string }} paths @param {string} folder @param {number} port
 */
function startWithDocker(paths, folder, port) {
  const name = `serviceportal-kafka-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`;
  spawnSync('docker', ['rm', '--force', name], { stdio: 'ignore' });
  mkdirSync(paths.data, { recursive: true });
  const environment = Object.entries(kafkaContainerEnvironment(port)).flatMap(([key, value]) => [
    '--env',
    `${key}=${value}`,
  ]);
  return startGuarded({
    command: 'docker',
    args: [
      ...[
        'run',
        '--rm',
        '--name',
        name,
        '--user',
        `${process.getuid?.() ?? 1000}:${process.getgid?.() ?? 1000}`,
      ],
      ...[
        '--publish',
        `127.0.0.1:${port}:9092`,
        '--volume',
        `${paths.data}:/var/lib/kafka/data`,
        ...environment,
        kafkaImage,
      ],
    ],
    signal: 'TERM',
    pidFile: paths.pid,
    logFile: paths.log,
    cwd: folder,
  });
}
