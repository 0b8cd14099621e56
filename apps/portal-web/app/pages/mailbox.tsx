import { LinkButton } from '#ui';
import { usePaths } from '../language';
import { mailboxOf } from '../mailbox.server';
import { useLive } from '../parts/live';
import { MailboxHead } from '../parts/mailbox-head';
import { useMailboxName } from '../parts/mailbox-name';
import { PageTitle } from '../parts/page-title';
import { ThreadList } from '../parts/thread-list';
import { signedInOr } from '../signed-in.server';
import { visitOf } from '../visit.server';
import { useWords } from '../words/use-words';
import type { Route } from './+types/mailbox';

/** The mailbox (Postkorb): everything between a person and the city about their applications (D9, W1c, H2a). */
export async function loader({ context, request }: Route.LoaderArgs) {
  const visit = visitOf(context);
  await signedInOr(visit, request);
  const cursor = new URL(request.url).searchParams.get('ab');
  return { mailbox: await mailboxOf(visit, cursor), isFirst: cursor === null };
}

export default function Mailbox({ loaderData: { mailbox, isFirst } }: Route.ComponentProps) {
  const words = useWords('mailbox');
  const to = usePaths();
  useLive('mailbox');
  return (
    <div className="p-container p-stack p-stack-l">
      <PageTitle>{useMailboxName()}</PageTitle>
      <MailboxHead mailbox={mailbox} />
      {mailbox.items.length === 0 && isFirst ? (
        <div className="p-form">
          <div className="p-box p-box--tint p-stack p-box--roomy">
            <h2 className="kern-heading-medium">{words('emptyTitle')}</h2>
            <p>{words('emptyText')}</p>
            <div className="p-actions">
              <LinkButton to={to('/antraege')}>{words('toApplications')}</LinkButton>
            </div>
          </div>
        </div>
      ) : (
        <div className="p-cols p-cols--mail">
          <ThreadList mailbox={mailbox} />
          <p className="p-muted p-beside">{words('choose')}</p>
        </div>
      )}
    </div>
  );
}
