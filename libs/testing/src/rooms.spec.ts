import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync, copyFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const root = resolve(__dirname, '../../..');

/** A small tree in which nothing is forbidden: every planted violation is added to it alone. */
const innocent: Record<string, string> = {
  'libs/event-sourcing/src/decider.ts': 'export interface Decider {}',
  'libs/event-sourcing/src/index.ts': `export * from './decider';`,
  'libs/contracts/src/index.ts': 'export const statuses = [];',
  'libs/messaging/src/index.ts': `import 'kafkajs';\nexport * from '#event-sourcing';`,
  'libs/forms/src/index.ts': `import 're2js';\nexport const forms = 1;`,
  'libs/http/src/index.ts': 'export class Problem {}',
  'libs/saml-provider/src/index.ts': `import 'samlify';`,
  'libs/browser/src/index.ts': `import 'playwright-core';`,
  'libs/testing/src/index.ts': `import '#browser';\nexport const eventually = 1;`,
  'apps/cli/src/screenshots/take.ts': `import '#browser';`,
  'apps/one/src/domain/part.ts': `import type {} from './whole';\nexport interface Part { readonly name: string }`,
  'apps/one/src/domain/whole.ts': `export type { Part } from './part';`,
  'apps/one/src/domain/case.ts': `export type { Decider } from '#event-sourcing/decider';`,
  'apps/one/src/domain/case.spec.ts': `import '#testing';\nimport './case';`,
  'apps/one/src/commands/index.ts': `import '@nestjs/swagger';\nimport '#event-sourcing/decider';\nexport * from '../domain/case';`,
  'apps/one/src/queries/case.ts': `import '../domain/case';\nimport '../read-models/list';\nimport '#event-sourcing';`,
  'apps/one/src/processes/payment.ts': `import '#contracts';\nimport '../domain/case';\nimport '#event-sourcing/decider';`,
  'apps/one/src/read-models/list.ts': `import 'pg';\nimport 'typeorm';\nimport '#event-sourcing';\nimport '../domain/case';`,
  'apps/one/src/http/controller.ts': `import '../commands';\nimport '../queries/case';\nimport '#http';\nimport '#contracts';`,
  'apps/one/src/consumers/filed.ts': `import '../commands';\nimport '#messaging';`,
  'apps/one/src/migrations/first.ts': `import 'typeorm';`,
  'apps/two/src/main.ts': 'export const two = 2;',
  'apps/portal-web/app/root.tsx': `import '#ui';\nimport '#forms';\nimport '#contracts';`,
  'libs/ui/src/index.ts': 'export const ui = 1;',
  'apps/stand-ins/src/inbox/main.ts': `import 'smtp-server';`,
  'apps/stand-ins/src/bundid/main.ts': `import '#saml-provider';`,
  'apps/one/test/sign-in.spec.ts': `import '#saml-provider';`,
  'deploy/local/start.mjs': `import 'node:fs';\nimport './steps.mjs';\nawait import('./system.mjs');`,
  'deploy/local/steps.mjs': 'export const steps = 1;',
  'deploy/local/system.mjs': `import 'pg';\nimport '#http';`,
};

/** One violation per rule, several where a rule has several sides: the rule, the room (or file) it is planted in, what stands there. */
const violations: readonly [rule: string, room: string, content: string][] = [
  ['domain-is-pure', 'apps/one/src/domain', `import '@nestjs/common';`],
  ['domain-is-pure', 'apps/one/src/domain', `import 'node:crypto';`],
  ['domain-is-pure', 'apps/one/src/domain', `import 'jose';`],
  [
    'domain-is-pure',
    'apps/one/src/domain',
    `import type { Decider } from '#event-sourcing';\nexport type B = Decider;`,
  ],
  ['domain-is-pure', 'apps/one/src/domain', `import '../http/controller';`],
  ['commands-decide', 'apps/one/src/commands', `import '@nestjs/common';`],
  ['commands-decide', 'apps/one/src/commands', `import 'typeorm';`],
  ['commands-decide', 'apps/one/src/commands', `import '#event-sourcing';`],
  ['commands-decide', 'apps/one/src/commands', `import '../read-models/list';`],
  ['commands-decide', 'apps/one/src/commands', `import 'node:fs';`],
  ['processes-know-the-domain', 'apps/one/src/processes', `import '#messaging';`],
  ['queries-read', 'apps/one/src/queries', `import 'pg';`],
  ['queries-read', 'apps/one/src/queries', `import '../http/controller';`],
  ['read-models-know-events', 'apps/one/src/read-models', `import '#http';`],
  ['read-models-know-events', 'apps/one/src/read-models', `import '../commands';`],
  ['http-and-consumers-go-through-commands', 'apps/one/src/http', `import 'pg';`],
  ['http-and-consumers-go-through-commands', 'apps/one/src/consumers', `import '../migrations/first';`],
  ['consumers-do-not-query', 'apps/one/src/consumers', `import '../http/controller';`],
  ['no-app-imports-another', 'apps/one/src', `import '../../two/src/main';`],
  ['contracts-import-nothing', 'libs/contracts/src', `import '#event-sourcing';`],
  ['forms-are-pure', 'libs/forms/src', `import 'node:crypto';`],
  ['forms-are-pure', 'libs/forms/src', `import '#http';`],
  ['forms-are-pure', 'libs/forms/src', `import 'ajv';`],
  ['http-and-auth-know-no-events-and-no-tables', 'libs/http/src', `import '#event-sourcing';`],
  ['http-and-auth-know-no-events-and-no-tables', 'libs/auth/src', `import 'pg';`],
  ['pdf-makes-bytes-of-data', 'libs/pdf/src', `import '#http';`],
  ['event-sourcing-does-not-know-messaging', 'libs/event-sourcing/src', `import '#messaging';`],
  ['libs-never-import-apps', 'libs/http/src', `import '../../../apps/two/src/main';`],
  ['nothing-imports-deploy', 'libs/testing/src', `import '../../../deploy/local/start.mjs';`],
  ['nothing-imports-deploy', 'apps/one/test', `import type {} from '../../../deploy/local/system.mjs';`],
  ['the-launcher-begins-without-packages', 'deploy/local/doctor.mjs', `import 'pg';`],
  ['the-launcher-begins-without-packages', 'deploy/local/test.mjs', `import './system.mjs';`],
  ['kafkajs-stays-behind-the-port', 'apps/one/src', `import 'kafkajs';`],
  ['testing-is-for-tests', 'apps/one/src', `import '#testing';`],
  ['services-run-without-development-packages', 'apps/one/src', `import 'smtp-server';`],
  ['saml-provider-plays-the-other-side', 'apps/one/src', `import '#saml-provider';`],
  ['browser-looks-from-outside', 'apps/one/src', `import '#browser';`],
  ['pages-know-the-api', 'apps/portal-web/app', `import '#http';`],
  ['pages-know-the-api', 'apps/portal-web/app', `import '../../two/src/main';`],
  ['pages-have-one-frame', 'libs/pages/src', `import '#ui';`],
  ['components-know-nothing', 'libs/ui/src', `import '#forms';`],
  ['no-cycles', 'libs/http/src', `import './second';`],
  ['no-cycles-of-code', 'apps/one/src/domain', `import './second';`],
  ['nothing-unresolved', 'apps/one/src', `import './nowhere';`],
];
const planted = violations.map(([rule, room, content], index) => ({
  rule,
  content,
  file: room.endsWith('.mjs') ? room : `${room}/planted-${index}.ts`,
}));

const trees: string[] = [];
afterAll(() => trees.forEach((tree) => rmSync(tree, { recursive: true, force: true })));

test('a tree that keeps to the rooms is not complained about, and was really read', () => {
  const { complaints, modules } = cruise(plant(innocent));
  expect(complaints).toStrictEqual([]);
  expect(modules).toBeGreaterThanOrEqual(Object.keys(innocent).length);
});

describe('a planted violation is caught', () => {
  let caught: Set<string>;
  beforeAll(() => {
    const files = Object.fromEntries(planted.map(({ file, content }) => [file, content]));
    // The other half of each cycle.
    const seconds = planted
      .filter(({ rule }) => rule.startsWith('no-cycles'))
      .map(({ file }) => [
        file.replace(/[^/]*$/, 'second.ts'),
        `import '${file.replace(/.*\//, './').replace('.ts', '')}';`,
      ]);
    const { violations: found } = cruise(
      plant({ ...innocent, ...files, ...(Object.fromEntries(seconds) as Record<string, string>) }),
    );
    caught = new Set(found.map(({ rule, from }) => `${rule.name} in ${from}`));
  });

  test.each(planted)('$rule: $content', ({ rule, file }) => {
    expect([...caught]).toContain(`${rule} in ${file}`);
  });
});

test('every rule has a planted violation', () => {
  const { forbidden } = jest.requireActual<{ forbidden: { name: string }[] }>(
    join(root, '.dependency-cruiser.cjs'),
  );
  expect(new Set(violations.map(([rule]) => rule))).toStrictEqual(new Set(forbidden.map(({ name }) => name)));
});

test('the work tree itself keeps to the rooms, and its modules were really read', () => {
  const { complaints, modules } = cruise(root);
  expect(complaints).toStrictEqual([]);
  expect(modules).toBeGreaterThan(100);
});

/** Writes a tree with our settings around these files. */
function plant(files: Record<string, string>): string {
  const tree = mkdtempSync(join(tmpdir(), 'rooms-'));
  trees.push(tree);
  for (const file of ['package.json', 'tsconfig.base.json', '.dependency-cruiser.cjs'])
    copyFileSync(join(root, file), join(tree, file));
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(tree, file)), { recursive: true });
    writeFileSync(join(tree, file), `${content}\n`);
  }
  return tree;
}

interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly name: string };
}

/** Runs dependency-cruiser as `npm run check:rooms` does. */
function cruise(folder: string): { violations: Violation[]; complaints: string[]; modules: number } {
  const program = join(root, 'node_modules/.bin/depcruise');
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [program, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'apps', 'libs', 'deploy'],
    { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  if (!stdout) throw new Error(`dependency-cruiser said nothing: ${stderr}`);
  const { summary } = JSON.parse(stdout) as { summary: { totalCruised: number; violations: Violation[] } };
  return {
    violations: summary.violations,
    complaints: summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`),
    modules: summary.totalCruised,
  };
}
