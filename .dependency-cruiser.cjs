/**
 * The table of rooms (docs: "Rooms" in the README's map): what a folder may import. `npm run check:rooms` enforces it;
 * libs/testing/src/rooms.spec.ts plants one violation per rule and expects each to be caught.
 * `$1` in a rule's target is the app's name, captured from its source.
 */
const app = '^apps/([^/]+)/src';
const notSpecs = '\\.(spec|testing)\\.ts$';
const decider = '^libs/event-sourcing/src/decider\\.ts$';

/** Everything in `room` may import only what matches one of `allowed`. */
const only = (name, comment, room, allowed) => ({
  name,
  comment,
  severity: 'error',
  from: { path: `${app}/${room}/`, pathNot: notSpecs },
  to: { pathNot: allowed },
});

const forbidden = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    only(
      'domain-is-pure',
      'domain/ imports itself and the decider: no Nest, no package, no clock, no I/O.',
      'domain',
      ['^apps/$1/src/domain/', decider],
    ),
    only(
      'processes-know-the-domain',
      'processes/ import their own domain, the decider and contracts.',
      'processes',
      ['^apps/$1/src/(domain|processes)/', decider, '^libs/contracts/'],
    ),
    only(
      'read-models-know-events',
      'read-models/ import own event types, event-sourcing, contracts (words), database (the way to a connection) and TypeORM or pg.',
      'read-models',
      [
        '^apps/$1/src/(domain|read-models)/',
        '^libs/(event-sourcing|contracts|database)/',
        '(^|/)node_modules/(typeorm|pg|pg-cursor|@types/pg|@types/pg-cursor)/',
      ],
    ),
    forbidden(
      'http-and-consumers-go-through-commands',
      'http/ and consumers/ use own commands, runCommand and contracts: never a table, never the driver.',
      { path: `${app}/(http|consumers)/`, pathNot: notSpecs },
      {
        path: ['^apps/[^/]+/src/migrations/', '(^|/)node_modules/(typeorm|pg|pg-cursor)/'],
        dependencyTypesNot: ['type-only'],
      },
    ),
    forbidden(
      'consumers-do-not-query',
      'consumers/ turn a contract event into a command; queries are for http/.',
      { path: `${app}/consumers/`, pathNot: notSpecs },
      { path: '^apps/[^/]+/src/(queries|http)/' },
    ),
    forbidden(
      'no-app-imports-another',
      'An app never imports another app: they meet in contracts.',
      { path: '^apps/([^/]+)/' },
      {
        path: '^apps/',
        pathNot: '^apps/$1/',
      },
    ),
    forbidden(
      'contracts-import-nothing',
      'contracts import nothing of ours.',
      { path: '^libs/contracts/src/', pathNot: notSpecs },
      {
        path: '^(libs|apps)/',
        pathNot: '^libs/contracts/',
      },
    ),
    forbidden(
      'event-sourcing-does-not-know-messaging',
      'messaging may import event-sourcing, never the reverse.',
      { path: '^libs/event-sourcing/' },
      { path: '^libs/messaging/' },
    ),
    forbidden('libs-never-import-apps', 'libs never import apps.', { path: '^libs/' }, { path: '^apps/' }),
    forbidden(
      'kafkajs-stays-behind-the-port',
      'Only messaging (and tests, and the benchmark that measures it beside kafkajs) know kafkajs.',
      {
        path: '^(apps/[^/]+|libs/[^/]+)/src/',
        pathNot: ['^libs/(messaging|testing)/', '^apps/bench/', notSpecs],
      },
      { path: '(^|/)node_modules/kafkajs/' },
    ),
    forbidden(
      'testing-is-for-tests',
      'Only tests import #testing.',
      {
        path: '^(apps/[^/]+|libs/[^/]+)/src/',
        pathNot: ['^libs/testing/', notSpecs],
      },
      { path: '^libs/testing/' },
    ),
    forbidden('no-cycles', 'No cycles.', {}, { circular: true }),
    forbidden(
      'nothing-unresolved',
      'Every import leads somewhere, else no rule can see it.',
      {},
      { couldNotResolve: true },
    ),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.base.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.local)/' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['repo-source', 'import', 'require', 'node', 'default', 'types'],
    },
  },
};
