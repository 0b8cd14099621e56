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
  'libs/http/src/index.ts': 'export class Problem {}',
  'libs/testing/src/index.ts': 'export const eventually = 1;',
  'apps/one/src/domain/case.ts': `export type { Decider } from '#event-sourcing/decider';`,
  'apps/one/src/domain/case.spec.ts': `import '#testing';\nimport './case';`,
  'apps/one/src/commands/index.ts': `export * from '../domain/case';`,
  'apps/one/src/processes/payment.ts': `import '#contracts';\nimport '../domain/case';\nimport '#event-sourcing/decider';`,
  'apps/one/src/read-models/list.ts': `import 'pg';\nimport 'typeorm';\nimport '#event-sourcing';\nimport '../domain/case';`,
  'apps/one/src/http/controller.ts': `import '../commands';\nimport '../read-models/list';\nimport '#http';\nimport '#contracts';`,
  'apps/one/src/consumers/filed.ts': `import '../commands';\nimport '#messaging';`,
  'apps/one/src/migrations/first.ts': `import 'typeorm';`,
  'apps/two/src/main.ts': 'export const two = 2;',
};

/** One violation per rule, several where a rule has several sides: the rule, the room it is planted in, what stands there. */
const violations: readonly [rule: string, room: string, content: string][] = [
  ['domain-is-pure', 'apps/one/src/domain', `import '@nestjs/common';`],
  ['domain-is-pure', 'apps/one/src/domain', `import 'node:crypto';`],
  [
    'domain-is-pure',
    'apps/one/src/domain',
    `import type { Decider } from '#event-sourcing';\nexport type B = Decider;`,
  ],
  ['domain-is-pure', 'apps/one/src/domain', `import '../http/controller';`],
  ['processes-know-the-domain', 'apps/one/src/processes', `import '#messaging';`],
  ['read-models-know-events', 'apps/one/src/read-models', `import '#http';`],
  ['read-models-know-events', 'apps/one/src/read-models', `import '../commands';`],
  ['http-and-consumers-go-through-commands', 'apps/one/src/http', `import 'pg';`],
  ['http-and-consumers-go-through-commands', 'apps/one/src/consumers', `import '../migrations/first';`],
  ['consumers-do-not-query', 'apps/one/src/consumers', `import '../http/controller';`],
  ['no-app-imports-another', 'apps/one/src', `import '../../two/src/main';`],
  ['contracts-import-nothing', 'libs/contracts/src', `import '#event-sourcing';`],
  ['event-sourcing-does-not-know-messaging', 'libs/event-sourcing/src', `import '#messaging';`],
  ['libs-never-import-apps', 'libs/http/src', `import '../../../apps/two/src/main';`],
  ['kafkajs-stays-behind-the-port', 'apps/one/src', `import 'kafkajs';`],
  ['testing-is-for-tests', 'apps/one/src', `import '#testing';`],
  ['no-cycles', 'libs/http/src', `import './second';`],
  ['nothing-unresolved', 'apps/one/src', `import './nowhere';`],
];
const planted = violations.map(([rule, room, content], index) => ({
  rule,
  content,
  file: `${room}/planted-${index}.ts`,
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
    const other = planted
      .find(({ rule }) => rule === 'no-cycles')
      ?.file.replace(/.*\//, './')
      .replace('.ts', '');
    const { violations: found } = cruise(
      plant({ ...innocent, ...files, 'libs/http/src/second.ts': `import '${other}';` }),
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
    [program, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'apps', 'libs'],
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
