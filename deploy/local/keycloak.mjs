/** Keycloak, an identity provider that is not ours: what the sign-in is tried with (`npm run test:keycloak`). */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { lastLines, startGuarded } from './guarded.mjs';
import { fetchJars, jarFolder } from './maven.mjs';

const folderOfPom = fileURLToPath(new URL('keycloak', import.meta.url));
const version = '26.7.3';
/** Of the distribution in Maven Central, SHA-256. */
const distributionHash = '27a6535553c3cdcd083872ba40629efafb3475e3b758e0c6f691395561dd0f1f';

/** What is settled once: everything in memory, and SAML requests that ask for a level are understood. */
const buildOptions = ['--db=dev-mem', '--features=step-up-authentication-saml', '--health-enabled=false'];

/**
 * Fetches the distribution (180 MB) from Maven Central and builds it for our use, unless it is here.
 * @param {(progress: string) => void} report told what is being fetched
 */
export async function fetchKeycloak(report) {
  await fetchJars(folderOfPom, `Keycloak ${version}`, report, { unpack: true, prepare });

  /** @param {string} fetched */
  function prepare(fetched) {
    const archive = join(fetched, `keycloak-quarkus-dist-${version}.zip`);
    const hash = createHash('sha256').update(readFileSync(archive)).digest('hex');
    if (hash !== distributionHash) throw new Error(`Keycloak ${version} is not what it was: SHA-256 ${hash}`);
    rmSync(archive);
    report('building');
    const { status, stdout } = spawnSync('java', javaArguments(fetched, ['build', ...buildOptions]), {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`Keycloak could not be built:\n${stdout}`);
  }
}

/** As `kc.sh` starts it, with less memory. @param {string} fetched @param {string[]} command @returns {string[]} */
function javaArguments(fetched, command) {
  const home = join(fetched, `keycloak-${version}`);
  return [
    ...['-Xms64m', '-Xmx400m', '-XX:MaxMetaspaceSize=256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'],
    ...['util', 'util.concurrent', 'security'].map(
      (name) => `--add-opens=java.base/java.${name}=ALL-UNNAMED`,
    ),
    '-Djava.util.concurrent.ForkJoinPool.common.threadFactory=io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory',
    ...['-Djava.util.logging.manager=org.jboss.logmanager.LogManager', `-Dkc.home.dir=${home}`],
    ...[
      '-cp',
      join(home, 'lib/quarkus-run.jar'),
      'io.quarkus.bootstrap.runner.QuarkusEntryPoint',
      ...command,
    ],
  ];
}

/**
 * @typedef {{ url: string, administrator: { user: string, password: string }, stop: () => Promise<void> }} RunningKeycloak
 * `url` of the server, without a slash at its end
 */

/**
 * Starts a Keycloak that knows nothing yet but its administrator, and waits until it answers. It ends with this process.
 * @param {string} state folder for its log @param {number} port
 * @param {readonly string[]} neighbours names of hosts on this machine that it has to reach, e.g. to say that a session has ended
 * @returns {Promise<RunningKeycloak>} @throws Error with the end of the log when it does not come up
 */
export async function startKeycloak(state, port, neighbours = []) {
  const folder = join(resolve(state), 'keycloak');
  mkdirSync(folder, { recursive: true });
  const logFile = join(folder, 'keycloak.log');
  const administrator = { user: 'administrator', password: 'of-a-server-that-forgets-everything' };
  // Java does not know that every name below "localhost" is this machine (RFC 6761, 6.3).
  const hosts = join(folder, 'hosts');
  writeFileSync(hosts, ['localhost', ...neighbours].map((name) => `127.0.0.1 ${name}\n`).join(''));
  const options = ['--http-enabled=true', '--http-host=127.0.0.1', `--http-port=${port}`];
  const server = startGuarded({
    command: 'java',
    args: [
      `-Djdk.net.hosts.file=${hosts}`,
      ...javaArguments(jarFolder(folderOfPom), [
        ...['start', '--optimized', ...options],
        ...['--hostname-strict=false', '--cache=local'],
      ]),
    ],
    signal: 'TERM',
    pidFile: join(folder, 'keycloak.pid'),
    logFile,
    cwd: folder,
    env: {
      ...process.env,
      KC_BOOTSTRAP_ADMIN_USERNAME: administrator.user,
      KC_BOOTSTRAP_ADMIN_PASSWORD: administrator.password,
    },
  });
  const url = `http://127.0.0.1:${port}`;
  for (const deadline = Date.now() + 120_000; !(await answers(url));) {
    if (!server.isRunning() || Date.now() > deadline) {
      await server.stop();
      throw new Error(`Keycloak does not come up:\n${lastLines(logFile)}`);
    }
    await delay(200);
  }
  return { url, administrator, stop: server.stop };
}

/** @param {string} url @returns {Promise<boolean>} */
async function answers(url) {
  const answer = await fetch(`${url}/realms/master`).catch(() => undefined);
  return answer?.ok ?? false;
}
