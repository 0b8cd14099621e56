import { Badge, Crumbs, LinkButton } from '#ui';
import { useFrame } from '../frame';
import { useLanguage, usePaths } from '../language';
import { PageTitle } from '../parts/page-title';
import { useDates } from '../parts/times';
import { found } from '../problem';
import { signedInOr } from '../signed-in.server';
import { visitOf } from '../visit.server';
import { useWords } from '../words/use-words';
import type { Route } from './+types/notice';

/** What a notice says that the person has opened; looking at one that they have not opens nothing. */
export async function loader({ context, request, params: { id, noticeId } }: Route.LoaderArgs) {
  const visit = visitOf(context);
  await signedInOr(visit, request);
  const [notice, shown] = await Promise.all([
    visit.api.GET('/api/mailbox/notices/{noticeId}', { params: { path: { noticeId } } }),
    visit.api.GET('/api/applications/{id}', { params: { path: { id } } }),
  ]);
  // The notice is read while the case itself cannot be.
  return { notice: found(notice), caseTitle: shown.data?.title };
}

export default function Notice({ loaderData: { notice, caseTitle } }: Route.ComponentProps) {
  const words = useWords('notice');
  const frame = useWords('frame');
  const { exact } = useDates();
  const to = usePaths();
  const listName = useFrame()?.city.listName[useLanguage()] ?? '';
  const toCase = to(`/antraege/${notice.applicationId}`);
  const { title, outcome, text, legalRemedies, retrievedAt, documentId, replaced, erased } = notice;
  return (
    <div className="p-container">
      <PageTitle>{title}</PageTitle>
      <Crumbs
        label={frame('breadcrumb')}
        above={[
          { to: to('/'), title: frame('startPage') },
          { to: to('/antraege'), title: listName },
          { to: toCase, title: caseTitle ?? words('toCase') },
        ]}
        here={title}
      />
      <article className="p-form">
        <div className="p-stack">
          {outcome !== undefined && (
            <div className="p-badges">
              <Badge
                kind={outcome === 'rejected' ? 'neutral' : 'success'}
                icon={outcome === 'rejected' ? 'close' : 'success'}
              >
                {words(outcome)}
              </Badge>
              {replaced && <Badge kind="warning">{words('replaced')}</Badge>}
            </div>
          )}
          <h1 className="kern-heading-x-large">{title}</h1>
          {retrievedAt !== undefined && (
            <p className="p-muted">{words('retrievedAt', { at: exact(retrievedAt) })}</p>
          )}
        </div>
        {retrievedAt === undefined && (
          <div className="p-box p-box--tint p-stack">
            <h2 className="kern-heading-medium">{words('notYet')}</h2>
            <p>{words('notYetText')}</p>
          </div>
        )}
        {erased === true && <p>{words('erased')}</p>}
        {text !== undefined && <p className="p-written">{text}</p>}
        {legalRemedies !== undefined && (
          <section className="p-stack p-gap-s" aria-labelledby="rechtsbehelf">
            <h2 className="kern-heading-medium" id="rechtsbehelf">
              {words('remedies')}
            </h2>
            <p className="p-written">{legalRemedies}</p>
          </section>
        )}
        <div className="p-actions">
          {documentId !== undefined && retrievedAt !== undefined && (
            <LinkButton
              icon="download"
              reloadDocument
              to={`/api/applications/${notice.applicationId}/documents/${documentId}`}
            >
              {words('save')}
            </LinkButton>
          )}
          <LinkButton weight="secondary" to={toCase}>
            {words('toCase')}
          </LinkButton>
        </div>
      </article>
    </div>
  );
}
