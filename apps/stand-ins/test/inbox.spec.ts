import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createTransport } from 'nodemailer';
import { eventually, freePort } from '#testing';

const program = resolve(__dirname, '../../../dist/apps/stand-ins/src/inbox/main.js');

interface Mail {
  readonly to: string[];
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly messageId: string;
  readonly receivedAt: string;
  readonly deliveries: number;
  readonly id: string;
}

const folder = mkdtempSync(join(tmpdir(), 'inbox-'));
let url: string;
let smtpUrl: string;
let environment: NodeJS.ProcessEnv;
let inbox: ChildProcess;

async function start(): Promise<void> {
  inbox = spawn(process.execPath, [program], { env: environment, stdio: 'ignore' });
  await eventually('the inbox is ready', async () => (await fetch(`${url}/health/ready`)).ok);
}

async function end(signal: NodeJS.Signals): Promise<void> {
  inbox.kill(signal);
  await once(inbox, 'exit');
}

beforeAll(async () => {
  const [port, smtpPort] = [await freePort(), await freePort()];
  url = `http://127.0.0.1:${port}`;
  smtpUrl = `smtp://127.0.0.1:${smtpPort}`;
  environment = {
    PATH: process.env['PATH'],
    PORT: String(port),
    SMTP_PORT: String(smtpPort),
    STATE_DIR: folder,
  };
  await start();
});
afterAll(async () => {
  await end('SIGTERM');
  rmSync(folder, { recursive: true });
});

async function deliver(mail: {
  to: string;
  subject: string;
  text: string;
  messageId?: string;
}): Promise<void> {
  const transport = createTransport(smtpUrl);
  await transport.sendMail({
    from: { name: 'Stadt Duisburg', address: 'serviceportal@duisburg.example' },
    ...mail,
  });
  transport.close();
}

const list = async (query = '') => (await (await fetch(`${url}/api/messages${query}`)).json()) as Mail[];
const page = async (path: string) => (await fetch(url + path)).text();

test('a mail that is delivered twice is one mail with two deliveries', async () => {
  const mail = {
    to: 'anna@example.org',
    subject: 'Grüße',
    text: 'Schöne Grüße',
    messageId: '<one@duisburg.example>',
  };
  await deliver(mail);
  await deliver(mail);
  expect(await list('?to=Anna@example.org')).toMatchObject([
    {
      to: ['anna@example.org'],
      from: 'Stadt Duisburg <serviceportal@duisburg.example>',
      subject: 'Grüße',
      messageId: '<one@duisburg.example>',
      deliveries: 2,
    },
  ]);
});

test('the list has the newest mail on top, and those to one address alone where asked', async () => {
  await deliver({ to: 'bert@example.org', subject: 'erste', text: '-' });
  await deliver({ to: 'bert@example.org', subject: 'zweite', text: '-' });
  expect((await list('?to=bert@example.org')).map(({ subject }) => subject)).toEqual(['zweite', 'erste']);
  expect((await list())[0]?.subject).toBe('zweite');
  expect(await list('?to=nobody@example.org')).toEqual([]);
});

test('nothing in a mail becomes markup; a web address becomes a link', async () => {
  await deliver({
    to: 'carl@example.org',
    subject: '<script>alert(1)</script>',
    text: '<img src=x onerror=alert(2)>\nhttp://duisburg.localhost:8080/a?b="1"&c=2',
  });
  const [mail] = await list('?to=carl@example.org');
  const [overview, single] = [await page('/'), await page(`/mails/${mail?.id}`)];
  for (const html of [overview, single]) expect(html).not.toMatch(/<script|<img/);
  expect(single).toContain('href="http://duisburg.localhost:8080/a?b="');
  expect((await fetch(`${url}/`)).headers.get('content-security-policy')).toContain("default-src 'none'");
});

test('an unknown or unreadable address is an answer, not an end', async () => {
  expect((await fetch(`${url}/mails/none`)).status).toBe(404);
  expect((await fetch(`${url}//`)).status).toBe(404);
  expect((await fetch(`${url}/`, { method: 'DELETE' })).status).toBe(405);
});

test.each(['evil.example', 'localhost.evil.example', 'inbox', '127.0.0.1.evil.example', ''])(
  'a page of a stranger that calls itself %j cannot read the mails',
  async (host) => {
    const { port } = new URL(url);
    const status = await new Promise((resolve, reject) => {
      request(
        { port, host: '127.0.0.1', path: '/api/messages', setHost: false, headers: { host } },
        (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        },
      )
        .on('error', reject)
        .end();
    });
    expect(status).toBe(421);
    expect((await fetch(`http://localhost:${port}/api/messages`)).status).toBe(200);
  },
);

test('nobody else on the machine reads the links in the mails', () => {
  expect(statSync(join(folder, 'deliveries.ndjson')).mode & 0o777).toBe(0o600);
});

test('mails outlive the process, also when it is killed', async () => {
  const before = await list();
  await end('SIGKILL');
  await start();
  expect(await list()).toEqual(before);
});
