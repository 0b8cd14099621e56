import { Crumbs } from '#ui';
import { Link } from 'react-router';
import { actUponCase } from '../case-acts.server';
import { hyphenated } from '../hyphenated';
import { usePaths } from '../language';
import { mailboxOf } from '../mailbox.server';
import { CaseBadge } from '../parts/case-badge';
import { useLive } from '../parts/live';
import { MailboxHead } from '../parts/mailbox-head';
import { useMailboxName } from '../parts/mailbox-name';
import { Messages } from '../parts/messages';
import { PageTitle } from '../parts/page-title';
import { MarkRead, Reply } from '../parts/reply';
import { ThreadList } from '../parts/thread-list';
import { found } from '../problem';
import { signedInOr } from '../signed-in.server';
import { newKey, visitOf } from '../visit.server';
import { useWords } from '../words/use-words';
import type { Route } from './+types/thread';
import { useLasting } from '#pages';

/** One thread of the mailbox; from 992 px beside the others, on a phone a page of its own. */
export async function loader({ context, request, params: { id } }: Route.LoaderArgs) {
  const visit = visitOf(context);
  await signedInOr(visit, request);
  const before = Number(new URL(request.url).searchParams.get('frueher'));
  const [thread, shown, mailbox] = await Promise.all([
    visit.api.GET('/api/applications/{id}/messages', {
      params: { path: { id }, query: before > 0 ? { before } : {} },
    }),
    visit.api.GET('/api/applications/{id}', { params: { path: { id } } }),
    mailboxOf(visit, null),
  ]);
  // The mailbox is read while the case itself cannot be.
  const { title, status, statusLabel, order } = shown.data ?? { title: undefined };
  const about = title === undefined ? undefined : { title, status, statusLabel, payment: order?.payment };
  return { thread: found(thread), about, mailbox, keys: { message: newKey(), read: newKey() } };
}

export async function action({ context, request, params: { id } }: Route.ActionArgs) {
  return actUponCase(visitOf(context), request, id, `/postkorb/${id}`);
}

export default function OneThread({
  loaderData: { thread, about, mailbox, keys },
  actionData,
}: Route.ComponentProps) {
  const words = useWords('mailbox');
  const messages = useWords('messages');
  const frame = useWords('frame');
  const mailboxName = useMailboxName();
  const to = usePaths();
  useLive('mailbox');
  const refused = useLasting(actionData);
  const { applicationId, reference, earlierBefore } = thread;
  const title = about?.title ?? reference;
  return (
    <div className="p-container p-stack p-stack-l">
      <PageTitle error={refused !== undefined}>{`${title} – ${mailboxName}`}</PageTitle>
      <div className="p-alone">
        <Crumbs
          label={frame('breadcrumb')}
          above={[{ to: to('/postkorb'), title: mailboxName }]}
          here={title}
        />
      </div>
      <MailboxHead mailbox={mailbox} beside />
      <div className="p-cols p-cols--mail">
        <div className="p-beside">
          <ThreadList mailbox={mailbox} open={applicationId} />
        </div>
        <article className="p-stack p-stack-l" aria-labelledby="betreff">
          <div className="p-stack p-gap-s">
            <h1 className="kern-heading-large" id="betreff">
              {hyphenated(title)}
            </h1>
            {about && (
              <div>
                <CaseBadge status={about.status} payment={about.payment} label={about.statusLabel} />
              </div>
            )}
            <p className="p-meta">
              <span>{words('reference', { reference })}</span>
              <Link className="p-link p-tap" to={to(`/antraege/${applicationId}`)}>
                {words('toCase')}
              </Link>
            </p>
          </div>
          <section className="p-stack" aria-labelledby="nachrichten">
            <h2 className="kern-sr-only" id="nachrichten">
              {words('messages')}
            </h2>
            {earlierBefore !== undefined && (
              <p>
                <Link className="p-link p-tap" to={`?frueher=${earlierBefore}`}>
                  {messages('earlier')}
                </Link>
              </p>
            )}
            <Messages lines={thread.items} thread={thread} asks={about?.status === 'action-required'} />
            <MarkRead thread={thread} actKey={keys.read} />
            <Reply thread={thread} actKey={keys.message} refused={refused} />
          </section>
        </article>
      </div>
    </div>
  );
}
