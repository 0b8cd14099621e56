import { LinkButton } from '#ui';
import { usePaths } from '../language';
import { ownPath, withQuery } from '../own-path';
import { PageTitle } from '../parts/page-title';
import { found } from '../problem';
import { visitOf } from '../visit.server';
import { useWords } from '../words/use-words';
import type { Route } from './+types/sign-in-mail-sent';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { items } = found(await visitOf(context).api.GET('/api/sign-in'));
  return { back: ownPath(request), sender: items.find(({ method }) => method === 'email-link')?.sender };
}

/** "Login Mail versendet" (R10b): from whom the mail comes, and what to press in it. The address stands nowhere. */
export default function SignInMailSent({ loaderData: { back, sender } }: Route.ComponentProps) {
  const words = useWords('signIn');
  const to = usePaths();
  return (
    <div className="p-container">
      <PageTitle>{words('mailSentTitle')}</PageTitle>
      <meta name="robots" content="noindex" />
      <div className="p-stack p-stack-l">
        <div className="p-stack">
          <h1 className="kern-heading-x-large">{words('mailSentTitle')}</h1>
          <p className="p-lead">{words('mailSentLead')}</p>
        </div>
        <div className="p-prose">
          {sender && <p>{words('mailSentFrom', { sender: sender.name, address: sender.address })}</p>}
          <p>{words('mailSentBack')}</p>
        </div>
        <section className="p-prose" aria-labelledby="keine">
          <h2 className="kern-heading-medium" id="keine">
            {words('mailSentNone')}
          </h2>
          <p>{words('mailSentSpam')}</p>
        </section>
        <div className="p-actions">
          <LinkButton weight="secondary" to={withQuery(to('/anmelden'), { zurueck: back })}>
            {words('mailSentAgain')}
          </LinkButton>
        </div>
      </div>
    </div>
  );
}
