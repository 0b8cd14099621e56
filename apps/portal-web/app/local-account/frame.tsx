import type { ReactNode } from 'react';
import { Alert, Crumbs, ErrorSummary, type FieldFault } from '#ui';
import { usePaths } from '../language';
import { withQuery } from '../own-path';
import { PageTitle } from '../parts/page-title';
import type { Problem } from '../problem';
import { useWords } from '../words/use-words';

/** A page of an account of this portal: where it stands, its heading, and what is to be mended. */
export function LocalAccountPage({
  title,
  lead,
  back,
  faults = [],
  problem,
  children,
}: {
  readonly title: string;
  readonly lead?: string;
  /** Where the person goes on after signing in. */
  readonly back: string | undefined;
  readonly faults?: readonly FieldFault[];
  /** A refusal that is about no field. */
  readonly problem?: Problem | undefined;
  readonly children: ReactNode;
}) {
  const frame = useWords('frame');
  const signIn = useWords('signIn');
  const words = useWords('localAccount');
  const to = usePaths();
  return (
    <div className="p-container">
      <PageTitle error={faults.length > 0}>{title}</PageTitle>
      <meta name="robots" content="noindex" />
      <Crumbs
        label={frame('breadcrumb')}
        above={[
          { to: to('/'), title: frame('startPage') },
          { to: withQuery(to('/anmelden'), { zurueck: back }), title: signIn('title') },
        ]}
        here={title}
      />
      <div className="p-form">
        <div className="p-stack">
          <h1 className="kern-heading-x-large">{title}</h1>
          {lead !== undefined && <p className="p-lead">{lead}</p>}
        </div>
        <ErrorSummary title={words('faults')} faults={faults} />
        {problem !== undefined && faults.length === 0 && (
          <Alert kind="warning" title={problem.title} announced>
            {problem.detail !== undefined && <p>{problem.detail}</p>}
          </Alert>
        )}
        {children}
      </div>
    </div>
  );
}
