import { useLanguage } from '#pages';
import { usePeople } from '../parts/people';
import { Time } from '../parts/times';
import { useWords } from '../words';
import type { Case } from './acts';
import { ActsBeside, useActsBeside } from './acts-beside';

type CaseDocument = Case['documents'][number];

/** What belongs to the case: what each document is, from whom, how far it is and where it went; and what is missing. */
export function Documents({ shown }: { readonly shown: Case }) {
  const words = useWords('case');
  const possible = useActsBeside('documents', shown);
  const documents = shown.documents.filter(({ entry }) => entry !== null);
  const copiesOf = (id: string) => documents.filter(({ redactionOf }) => redactionOf === id);
  return (
    <section className="b-block" aria-labelledby="dokumente">
      <div className="b-title">
        <h2 id="dokumente">{words('documents')}</h2>
        <span className="b-muted b-small">{documents.length}</span>
      </div>
      <ActsBeside of={possible} shown={shown} />
      <ul className="b-plain">
        {documents
          .filter(({ redactionOf }) => redactionOf === undefined)
          .map((one) => (
            <li key={one.id}>
              <Told document={one} shown={shown} />
              {copiesOf(one.id).length > 0 && (
                <ul className="b-copies">
                  {copiesOf(one.id).map((copy) => (
                    <li key={copy.id}>
                      <Told document={copy} shown={shown} />
                    </li>
                  ))}
                </ul>
              )}
            </li>
          ))}
        {shown.openProofs.map(({ key, title }) => (
          <li key={key}>
            {title} <span className="b-small b-muted">{words('missing')}</span>
          </li>
        ))}
      </ul>
      {documents.length + shown.openProofs.length === 0 && <p className="b-muted">{words('noDocuments')}</p>}
    </section>
  );
}

function Told({ document, shown }: { readonly document: CaseDocument; readonly shown: Case }) {
  const words = useWords('case');
  const language = useLanguage();
  const { nameOf } = usePeople(shown);
  const { id, origin, channel, addedBy, addedAt, redactionOf, final, scan, mayBeOpened, sentOn } = document;
  const name = document.name ?? words('erasedDocument');
  const size = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  const from = channel === undefined ? words(`from-${origin}`) : words(`came-${channel}`);
  // Who handed it in through the portal is its applicant, whose name stands on top.
  const isEntered = addedBy !== undefined && (origin !== 'applicant' || channel !== undefined);
  return (
    <>
      {mayBeOpened ? (
        <a href={`/api/applications/${shown.id}/documents/${id}`}>{name}</a>
      ) : (
        <span>{name}</span>
      )}
      {redactionOf !== undefined && <> · {words('isRedacted')}</>}
      {origin === 'office' && <> · {words(final ? 'isFinal' : 'isNotFinal')}</>}{' '}
      <span className="b-small b-muted">
        {from}
        {isEntered && <>, {words('enteredBy', { name: nameOf(addedBy) })}</>} ·{' '}
        {size.format(Math.max(1, document.size / 1_000))} kB
        {addedAt !== undefined && (
          <>
            {' '}
            · <Time at={addedAt} form="day" />
          </>
        )}
        {!mayBeOpened && <> · {words(scan === 'waiting' ? 'beingScanned' : 'notOpened')}</>}
      </span>
      {sentOn.map(({ entry, at, recipientKind, recipient }) => (
        <p key={entry} className="b-small">
          <span className="kern-icon kern-icon--arrow-forward" aria-hidden="true" />{' '}
          {words('sentTo', { to: recipient ?? words(`to-${recipientKind}`) })}
          {recipient !== undefined && (
            <span className="b-muted"> ({words(`to-${recipientKind}`)})</span>
          )}, <Time at={at} form="day" /> <span className="b-muted">{words('entry', { number: entry })}</span>
        </p>
      ))}
    </>
  );
}
