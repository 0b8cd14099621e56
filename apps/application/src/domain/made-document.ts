import { isFiled, type Application, type FiledApplication } from './application';

/** What the portal makes a paper of. */
export type MadeDocument =
  { readonly kind: 'copy' } | { readonly kind: 'notice'; readonly decisionVersion: number };

/**
 * The documents that an application has to have and that are not made yet: the copy of what was filed (R28b), and the notice of
 * each decision. The receipt for a payment follows here: one for each payment that was settled, once an application knows of them.
 */
export function documentsToMake(application: Application): readonly MadeDocument[] {
  if (!isFiled(application)) return [];
  const { notices, documents } = application;
  const wanted: readonly MadeDocument[] = [
    { kind: 'copy' },
    ...notices.map(({ decisionVersion }) => ({ kind: 'notice', decisionVersion }) as const),
  ];
  return wanted.filter(
    (one) =>
      !documents.some(
        ({ origin, kind, about }) => origin === 'portal' && kind === one.kind && about === aboutOf(one),
      ),
  );
}

/** Version of the entry that a document is the paper of; the copy is of the whole application. */
export function aboutOf(document: MadeDocument): number | undefined {
  switch (document.kind) {
    case 'copy':
      return undefined;
    case 'notice':
      return document.decisionVersion;
  }
}

/** Since when the last of the documents of an application is to be made; it changes with each one that comes to be. */
export function documentsDueAt(application: FiledApplication): string {
  return application.notices.at(-1)?.issuedAt ?? application.filedAt;
}
