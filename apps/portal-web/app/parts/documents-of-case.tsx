import type { Case } from '../case-course';
import { useWords } from '../words/use-words';
import { useLanguage } from '../language';
import { sizeText } from './file-size';
import { useDates } from './times';

type CaseDocument = Case['documents'][number];

/** What belongs to the case: what the person handed in, and what the portal made of it (R28b). */
export function DocumentsOfCase({ shown }: { readonly shown: Case }) {
  const words = useWords('oneCase');
  const documents = shown.documents.filter(({ entry }) => entry !== null);
  if (documents.length === 0) return null;
  return (
    <section className="p-stack p-gap-s" aria-labelledby="unterlagen">
      <h2 className="kern-heading-medium" id="unterlagen">
        {words('documents')}
      </h2>
      <ul className="p-list">
        {documents.map((one) => (
          <DocumentRow key={one.id} applicationId={shown.id} document={one} />
        ))}
      </ul>
    </section>
  );
}

/** One document, to be saved, and to whom it was passed on (Art. 15(1)(c) GDPR). */
export function DocumentRow({
  applicationId,
  document: { id, name, kind, origin, size, scan, mayBeOpened, addedAt, sentOn },
}: {
  readonly applicationId: string;
  readonly document: CaseDocument;
}) {
  const words = useWords('oneCase');
  const language = useLanguage();
  const { day } = useDates();
  const title =
    origin === 'portal' && (kind === 'copy' || kind === 'notice')
      ? words(`paper-${kind}`)
      : (name ?? words('erasedDocument'));
  return (
    <li>
      {mayBeOpened ? (
        <a className="p-row__link p-link" href={`/api/applications/${applicationId}/documents/${id}`}>
          {title}
        </a>
      ) : (
        <span>{title}</span>
      )}
      <span className="p-meta">
        <span>{words(origin === 'portal' ? 'fromUs' : 'fromYou')}</span>
        {addedAt !== undefined && <span>{day(addedAt)}</span>}
        <span>{sizeText(size, language)}</span>
        {!mayBeOpened && <span>{words(scan === 'waiting' ? 'beingScanned' : 'notOpened')}</span>}
      </span>
      {sentOn.map(({ entry, at, recipientKind, redacted }) => (
        <span className="p-meta" key={entry}>
          <span>
            {words(redacted === true ? 'sentOnRedacted' : 'sentOn', {
              ...{ on: day(at), to: words(`to-${recipientKind}`) },
            })}
          </span>
        </span>
      ))}
    </li>
  );
}
