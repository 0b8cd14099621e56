import { Crumbs, LinkButton } from '#ui';
import { Link } from 'react-router';
import { hyphenated } from '../hyphenated';
import { usePaths } from '../language';
import { DocumentRow } from '../parts/documents-of-case';
import { useMailboxName } from '../parts/mailbox-name';
import { PageTitle } from '../parts/page-title';
import { moneyText, useDates } from '../parts/times';
import { useLanguage } from '../language';
import { found } from '../problem';
import { signedInOr } from '../signed-in.server';
import { visitOf } from '../visit.server';
import { useWords } from '../words/use-words';
import type { Route } from './+types/documents';

/** All documents of a person in one place, by application: handed in, copies, notices, receipts (R7, R17). */
export async function loader({ context, request }: Route.LoaderArgs) {
  const visit = visitOf(context);
  await signedInOr(visit, request);
  const cursor = new URL(request.url).searchParams.get('ab');
  const query = cursor === null ? {} : { cursor };
  const [documents, payments] = await Promise.all([
    visit.api.GET('/api/documents', { params: { query } }),
    // While payments are away, the documents are there.
    visit.api.GET('/api/payments', { params: { query: { limit: 100 } } }),
  ]);
  const receipts = (payments.data?.items ?? [])
    .filter(({ paidAt }) => paidAt !== undefined)
    .map(({ id, applicationId, amountCents, paidAt }) => ({ id, applicationId, amountCents, paidAt }));
  return { documents: found(documents), receipts, isFirst: cursor === null };
}

export default function Documents({ loaderData: { documents, receipts, isFirst } }: Route.ComponentProps) {
  const words = useWords('documents');
  const frame = useWords('frame');
  const mailbox = useMailboxName();
  const { day } = useDates();
  const language = useLanguage();
  const to = usePaths();
  return (
    <div className="p-container">
      <PageTitle>{words('title')}</PageTitle>
      <Crumbs
        label={frame('breadcrumb')}
        above={[
          { to: to('/'), title: frame('startPage') },
          { to: to('/postkorb'), title: mailbox },
        ]}
        here={words('title')}
      />
      <div className="p-sections">
        <div className="p-stack">
          <h1 className="kern-heading-x-large">{words('title')}</h1>
          <p className="p-lead">{words('lead')}</p>
        </div>
        {documents.items.length === 0 && documents.nextCursor === undefined && isFirst && (
          <div className="p-box p-box--tint p-stack p-box--roomy p-form">
            <h2 className="kern-heading-medium">{words('emptyTitle')}</h2>
            <p>{words('emptyText')}</p>
          </div>
        )}
        {documents.items.map(({ applicationId, title, reference, documents: ofCase }) => (
          <section className="p-stack p-form" key={applicationId} aria-labelledby={`d-${applicationId}`}>
            <div className="p-stack p-gap-s">
              <h2 className="kern-heading-large" id={`d-${applicationId}`}>
                {hyphenated(title)}
              </h2>
              <p className="p-meta">
                <span>{words('reference', { reference })}</span>
                <Link className="p-link p-tap" to={to(`/antraege/${applicationId}`)}>
                  {words('toCase')}
                </Link>
              </p>
            </div>
            <ul className="p-list">
              {receipts
                .filter((receipt) => receipt.applicationId === applicationId)
                .map(({ id, amountCents, paidAt }) => (
                  <li key={id}>
                    <a className="p-row__link p-link" href={`/api/payments/${id}/receipt`}>
                      {words('receipt', { amount: moneyText(amountCents, language) })}
                    </a>
                    <span className="p-meta">
                      <span>{words('fromUs')}</span>
                      {paidAt !== undefined && <span>{day(paidAt)}</span>}
                    </span>
                  </li>
                ))}
              {ofCase.map((one) => (
                <DocumentRow key={one.id} applicationId={applicationId} document={one} />
              ))}
            </ul>
          </section>
        ))}
        {(documents.nextCursor !== undefined || !isFirst) && (
          <nav className="p-actions" aria-label={words('pages')}>
            {!isFirst && (
              <LinkButton weight="secondary" to={to('/dokumente')}>
                {words('toNewest')}
              </LinkButton>
            )}
            {documents.nextCursor !== undefined && (
              <LinkButton weight="secondary" to={`?ab=${encodeURIComponent(documents.nextCursor)}`}>
                {words('older')}
              </LinkButton>
            )}
          </nav>
        )}
      </div>
    </div>
  );
}
