import type { ReactNode } from 'react';
import { Alert, Crumbs } from '#ui';
import { usePaths } from '../language';
import { PageTitle } from '../parts/page-title';
import { useWords } from '../words/use-words';

/** A page of "Meine Daten": where it stands, its heading, and that something was done. */
export function OwnDataPage({
  title,
  lead,
  done,
  error = false,
  children,
}: {
  readonly title: string;
  readonly lead?: string;
  /** What has just been done. */
  readonly done?: string | undefined;
  /** Something is to be mended. */
  readonly error?: boolean;
  readonly children: ReactNode;
}) {
  const frame = useWords('frame');
  const to = usePaths();
  const isOverview = title === frame('myData');
  return (
    <div className="p-container">
      <PageTitle error={error}>{title}</PageTitle>
      <meta name="robots" content="noindex" />
      <Crumbs
        label={frame('breadcrumb')}
        above={[
          { to: to('/'), title: frame('startPage') },
          ...(isOverview ? [] : [{ to: to('/meine-daten'), title: frame('myData') }]),
        ]}
        here={title}
      />
      <div className="p-stack p-stack-l">
        <div className="p-stack">
          <h1 className="kern-heading-x-large">{title}</h1>
          {lead !== undefined && <p className="p-lead">{lead}</p>}
          {done !== undefined && (
            <div className="p-form" role="status">
              <Alert kind="success" title={done} level="p" />
            </div>
          )}
        </div>
        {children}
      </div>
    </div>
  );
}
