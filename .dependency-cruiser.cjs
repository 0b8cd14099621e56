/**
 * The table of rooms (docs: "Rooms" in the README's map): what a folder may import. `npm run check:rooms` enforces it;
 * libs/testing/src/rooms.spec.ts plants one violation per rule and expects each to be caught.
 * `$1` in a rule's target is the app's name, captured from its source.
 *
 * @typedef {import('dependency-cruiser').IRegularForbiddenRuleType} Rule
 */
const app = '^apps/([^/]+)/src';
const notSpecs = '\\.(spec|testing)\\.ts$';
const decider = '^libs/event-sourcing/src/decider\\.ts$';
/** Store, driver and the services' way to a table or to the broker. */
const storing = '^libs/(event-sourcing|messaging|database|verification)/';
const drivers = '(^|/)node_modules/(typeorm|pg|pg-cursor|kafkajs|@platformatic)/';
/** What `npm start`, `npm test` and every other `npm run …` of the launcher load before anything is installed. */
const beforeInstallation =
  '^deploy/local/(start|test|doctor|command|prepare|newer-node|steps|settings|state|guarded|ports|browser|test-results)\\.mjs$';

/**
 * Everything in `room` may import only what matches one of `allowed`.
 * @param {string} name @param {string} comment @param {string} room @param {string[]} allowed @returns {Rule}
 */
const only = (name, comment, room, allowed) => ({
  name,
  comment,
  severity: 'error',
  from: { path: `${app}/${room}/`, pathNot: notSpecs },
  to: { pathNot: allowed },
});

/** @param {string} name @param {string} comment @param {Rule['from']} from @param {Rule['to']} to @returns {Rule} */
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
    forbidden(
      'commands-decide',
      'commands/ are pure but for the shape of their input: no Nest beside its documentation, no store, no table, no edge.',
      { path: `${app}/commands/`, pathNot: notSpecs },
      {
        path: [
          '(^|/)node_modules/@nestjs/(?!swagger/)',
          drivers,
          storing,
          '^libs/auth/',
          '^apps/[^/]+/src/(http|consumers|queries|read-models|migrations)/',
          '^(node:)?(fs|http|https|net|child_process|timers)(/|$)',
        ],
        pathNot: decider,
      },
    ),
    only(
      'processes-know-the-domain',
      'processes/ import their own domain, the decider and contracts.',
      'processes',
      ['^apps/$1/src/(domain|processes)/', decider, '^libs/contracts/'],
    ),
    forbidden(
      'queries-read',
      'queries/ ask own read models and fold streams: they know no edge, no process and no driver, and tell nobody.',
      { path: `${app}/queries/`, pathNot: notSpecs },
      { path: ['^apps/[^/]+/src/(http|consumers|processes|migrations)/', '^libs/messaging/', drivers] },
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
      'http/ and consumers/ use own commands and queries through the buses, and contracts: never a table, never the driver.',
      { path: `${app}/(http|consumers)/`, pathNot: notSpecs },
      { path: ['^apps/[^/]+/src/migrations/', drivers], dependencyTypesNot: ['type-only'] },
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
      { path: '^apps/', pathNot: '^apps/$1/' },
    ),
    forbidden(
      'contracts-import-nothing',
      'contracts import nothing of ours.',
      { path: '^libs/contracts/src/', pathNot: notSpecs },
      { path: '^(libs|apps)/', pathNot: '^libs/contracts/' },
    ),
    forbidden(
      'forms-are-pure',
      'forms run in a browser as on the server: nothing of Node, nothing of ours, and packages that interpret.',
      { path: '^libs/forms/src/', pathNot: notSpecs },
      {
        pathNot: [
          '^libs/forms/src/',
          '(^|/)node_modules/(json-schema-library|re2js|big\\.js|@types/big\\.js|ibantools|fastest-levenshtein)/',
        ],
      },
    ),
    forbidden(
      'http-and-auth-know-no-events-and-no-tables',
      'http and auth are the edge of every service, also of one that has neither events nor tables.',
      { path: '^libs/(http|auth)/src/', pathNot: notSpecs },
      { path: [storing, '^libs/(contracts|encryption|configuration|documents)/', drivers] },
    ),
    forbidden(
      'pdf-makes-bytes-of-data',
      'pdf is handed everything that a document says: nothing of ours, so that the same data make the same bytes.',
      { path: '^libs/pdf/src/', pathNot: notSpecs },
      { path: '^(libs|apps)/', pathNot: '^libs/pdf/' },
    ),
    forbidden(
      'event-sourcing-does-not-know-messaging',
      'messaging may import event-sourcing, never the reverse.',
      { path: '^libs/event-sourcing/' },
      { path: '^libs/messaging/' },
    ),
    forbidden('libs-never-import-apps', 'libs never import apps.', { path: '^libs/' }, { path: '^apps/' }),
    forbidden(
      'nothing-imports-deploy',
      'The launcher starts what was built; nothing that is built knows it.',
      { pathNot: '^deploy/' },
      { path: '^deploy/' },
    ),
    forbidden(
      'the-launcher-begins-without-packages',
      'Before dependencies are installed there is only Node: everything else is imported later.',
      { path: beforeInstallation },
      { pathNot: beforeInstallation, dependencyTypesNot: ['core'], dynamic: false },
    ),
    forbidden(
      'kafkajs-stays-behind-the-port',
      'Only messaging (and tests, and the benchmark that measures it beside kafkajs) know the clients of Kafka.',
      {
        path: '^(apps/[^/]+|libs/[^/]+)/src/',
        pathNot: ['^libs/(messaging|testing)/', '^apps/bench/', notSpecs],
      },
      { path: '(^|/)node_modules/(kafkajs|@platformatic/kafka)/' },
    ),
    forbidden(
      'testing-is-for-tests',
      'Only tests import #testing.',
      { path: '^(apps/[^/]+|libs/[^/]+)/src/', pathNot: ['^libs/testing/', notSpecs] },
      { path: '^libs/testing/' },
    ),
    forbidden(
      'services-run-without-development-packages',
      'The image of the services holds only what package.json names under "dependencies".',
      {
        path: '^(apps/[^/]+|libs/[^/]+)/src/',
        pathNot: ['^apps/(stand-ins|bench)/', '^libs/(testing|browser|saml-provider)/', notSpecs],
      },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    ),
    forbidden(
      'saml-provider-plays-the-other-side',
      "saml-provider is the identity provider's side of SAML: stand-ins and tests play it, no service is one.",
      {
        path: '^(apps/[^/]+|libs/[^/]+)/src/',
        pathNot: ['^apps/(stand-ins|bench)/', '^libs/(testing|saml-provider)/', notSpecs],
      },
      { path: '^libs/saml-provider/' },
    ),
    forbidden(
      'browser-looks-from-outside',
      'A browser and the list of pages are for tests, the benchmark of the pages and their pictures: no service has them.',
      {
        path: '^(apps/[^/]+|libs/[^/]+)/src/',
        pathNot: [
          '^apps/bench/',
          '^apps/cli/src/screenshots',
          '^libs/(testing|browser|portal-pages)/',
          notSpecs,
        ],
      },
      { path: '^libs/(browser|portal-pages)/' },
    ),
    forbidden(
      'pages-know-the-api',
      'Pages ask the API as everybody does: they know its client, contracts, forms and the components, and no service.',
      { path: '^apps/[^/]+-web/app/', pathNot: notSpecs },
      {
        path: '^(apps|libs)/',
        pathNot: ['^apps/[^/]+-web/app/', '^libs/(api-client|contracts|form-fields|forms|pages|ui)/'],
      },
    ),
    forbidden(
      'pages-have-one-frame',
      'libs/pages is what every service of pages is built on: it knows the API client alone, and no words.',
      { path: '^libs/pages/src/', pathNot: notSpecs },
      { path: '^(apps|libs)/', pathNot: '^libs/(pages|api-client)/' },
    ),
    forbidden(
      'components-know-nothing',
      'libs/ui shows what it is handed: no words, no API, no form of a service.',
      { path: '^libs/ui/src/', pathNot: notSpecs },
      { path: '^(apps|libs)/', pathNot: '^libs/ui/' },
    ),
    // A part of a case's life says what it leaves of a case beside the events that leave it; what a case is, is made of the parts.
    forbidden(
      'no-cycles',
      'No cycles, but by a type within a domain.',
      { pathNot: '/src/domain/' },
      { circular: true },
    ),
    forbidden(
      'no-cycles-of-code',
      'No cycles of code.',
      { path: '/src/domain/' },
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
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
    // `dist/` and `.local/` at the root alone: many packages have a folder of that name, and would be overlooked. What
    // `nest build` generates is not there in a fresh clone.
    exclude: { path: '^(dist|\\.local)/|/openapi-metadata(\\.js)?$|/\\.react-router/|/\\+types/|^virtual:' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.d.ts', '.js', '.mjs', '.cjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['repo-source', 'import', 'require', 'node', 'default', 'types'],
    },
  },
};
