import { Form } from 'react-router';
import { Alert, Button, Crumbs, ErrorSummary, LinkButton, TextArea, TextField } from '#ui';
import type { FeedbackPage } from '../feedback.server';
import { useFrame } from '../frame';
import { usePaths } from '../language';
import type { Problem } from '../problem';
import { useWords } from '../words/use-words';
import { Acting } from './acting';
import { MailLink, PhoneLink } from './contact-links';
import { PageTitle } from './page-title';

interface Acted {
  readonly typed: { readonly message: string; readonly email: string };
  readonly fault?: 'message' | 'email';
  readonly problem?: Problem;
}

/** A form that reaches the city: what is written goes there by mail, and is stored nowhere; nobody has to say who they are. */
export function FeedbackForm({
  kind,
  loaded: { page, sent, actKey },
  acted,
}: {
  readonly kind: 'feedback' | 'barrier';
  readonly loaded: FeedbackPage;
  readonly acted: Acted | undefined;
}) {
  const words = useWords('feedback');
  const frame = useWords('frame');
  const to = usePaths();
  const title = words(`${kind}Title`);
  const fault = (field: 'message' | 'email') => (acted?.fault === field ? words(`${field}Fault`) : undefined);
  const faults = acted?.fault ? [{ id: acted.fault, text: words(`${acted.fault}Fault`) }] : [];
  return (
    <div className="p-container">
      <PageTitle error={faults.length > 0}>{sent ? words('sentTitle') : title}</PageTitle>
      <meta name="robots" content="noindex" />
      <Crumbs label={frame('breadcrumb')} above={[{ to: to('/'), title: frame('startPage') }]} here={title} />
      {sent ? (
        <Sent kind={kind} />
      ) : (
        <div className="p-form">
          <div className="p-stack">
            <h1 className="kern-heading-x-large">{title}</h1>
            <ErrorSummary title={words('faults')} faults={faults} />
            {acted?.problem && (
              <Alert kind="danger" title={acted.problem.title} announced>
                <p>{acted.problem.detail}</p>
              </Alert>
            )}
            <p className="p-lead">{words(`${kind}Lead`)}</p>
            {page !== undefined && <p className="p-small p-muted">{words('about', { page })}</p>}
          </div>
          <Form method="post" className="p-form" noValidate>
            <Acting actKey={actKey} />
            {page !== undefined && <input type="hidden" name="page" value={page} />}
            <TextArea
              id="message"
              label={words(`${kind}Message`)}
              hint={words(`${kind}Hint`)}
              rows={6}
              maxLength={4000}
              defaultValue={acted?.typed.message}
              error={fault('message')}
            />
            <TextField
              id="email"
              type="email"
              label={words('email')}
              hint={words('emailHint')}
              optional={words('optional')}
              autoComplete="email"
              maxLength={254}
              defaultValue={acted?.typed.email}
              error={fault('email')}
            />
            <p className="p-small p-muted">{words('privacy')}</p>
            <div className="p-actions">
              <Button>{words('send')}</Button>
            </div>
          </Form>
          <OtherContact />
        </div>
      )}
    </div>
  );
}

/** Who answers where nobody likes to write here. */
function OtherContact() {
  const words = useWords('feedback');
  const support = useFrame()?.city.support;
  if (support === undefined) return null;
  return (
    <p className="p-prose">
      {words('otherwise')} <PhoneLink phone={support.phone} />, <MailLink address={support.feedbackEmail} />
    </p>
  );
}

function Sent({ kind }: { readonly kind: 'feedback' | 'barrier' }) {
  const words = useWords('feedback');
  const to = usePaths();
  return (
    <div className="p-form">
      <div className="p-stack" role="status">
        <h1 className="kern-heading-x-large">{words('sentTitle')}</h1>
        <p className="p-lead">{words(`${kind}Sent`)}</p>
      </div>
      <div className="p-actions">
        <LinkButton to={to('/')}>{words('toStart')}</LinkButton>
      </div>
    </div>
  );
}
