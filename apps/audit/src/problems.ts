import { defineProblems } from '#http';

/** The problems that only the auditor's view has. */
export const auditProblems = defineProblems({
  'malformed-moment': {
    status: 400,
    title: { de: 'Der Zeitpunkt ist nicht lesbar.', en: 'The moment cannot be read.' },
    detail: {
      de: '„asOf“ ist eine Version des Vorgangs (7), ein Tag (2026-11-20, sein Ende in Berlin) oder ein Zeitpunkt (2026-11-20T15:42 in Berlin, 2026-11-20T14:42:13Z in UTC).',
      en: '“asOf” is a version of the case (7), a day (2026-11-20, its end in Berlin) or a time (2026-11-20T15:42 in Berlin, 2026-11-20T14:42:13Z in UTC).',
    },
  },
  'no-such-version': {
    status: 400,
    title: { de: 'Diese Version gibt es nicht.', en: 'There is no such version.' },
    detail: {
      de: 'Der Vorgang hat die Versionen 1 bis {latest}; gefragt war nach {version}.',
      en: 'The case has the versions 1 to {latest}; {version} was asked for.',
    },
  },
});
