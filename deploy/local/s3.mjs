import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { lastLines, startGuarded } from './guarded.mjs';
import { fetchJars, jarFolder } from './maven.mjs';

const folderOfPom = fileURLToPath(new URL('s3proxy', import.meta.url));

/** Fetches the jars of the server, unless they are here. @param {(progress: string) => void} report told what is being fetched */
export async function fetchS3(report) {
  await fetchJars(folderOfPom, 's3proxy', report);
}

/**
 * Starts a server that speaks S3 over a folder, for tests, with one empty bucket. @param {string} state @param {number} port
 */
export async function startS3(state, port) {
  await fetchS3((progress) => console.error(`Fetching s3proxy: ${progress}`));
  const folder = join(resolve(state), 's3');
  mkdirSync(join(folder, 'data', 'documents'), { recursive: true });
  const access = {
    url: `http://127.0.0.1:${port}/documents`,
    accessKey: 'serviceportal',
    secretKey: 'not-a-secret-of-anybody',
    region: 'us-east-1',
  };
  const settings = join(folder, 's3proxy.conf');
  writeFileSync(
    settings,
    [
      `s3proxy.endpoint=http://127.0.0.1:${port}`,
      's3proxy.authorization=aws-v4',
      `s3proxy.identity=${access.accessKey}`,
      `s3proxy.credential=${access.secretKey}`,
      'jclouds.provider=filesystem-nio2',
      'jclouds.identity=x',
      'jclouds.credential=x',
      `jclouds.filesystem.basedir=${join(folder, 'data')}`,
      '',
    ].join('\n'),
  );
  const logFile = join(folder, 's3proxy.log');
  const server = startGuarded({
    command: 'java',
    args: [
      ...['-Xmx192m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-DLOG_LEVEL=warn'],
      ...['-cp', join(jarFolder(folderOfPom), '*'), 'org.gaul.s3proxy.Main', '--properties', settings],
    ],
    signal: 'TERM',
    pidFile: join(folder, 's3proxy.pid'),
    logFile,
    cwd: folder,
  });
  for (const deadline = Date.now() + 60_000; !(await listens(port));) {
    if (!server.isRunning() || Date.now() > deadline)
      throw new Error(`s3proxy does not come up:\n${lastLines(logFile)}`);
    await delay(100);
  }
  return { access, stop: server.stop };
}

/** @param {number} port @returns {Promise<boolean>} */
function listens(port) {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1', () => done(true));
    socket.once('connect', () => socket.destroy()).once('error', () => done(false));
  });
}
