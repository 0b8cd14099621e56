import type { ReactNode } from 'react';
import type { StaffSchema } from '#api-client';
import { useWords } from '../words';
import type { Ailing } from './needs';

/** One thing that needs somebody: by shape and words, with what to do. */
export function Need({
  kind,
  href,
  linked,
  children,
}: {
  readonly kind: 'danger' | 'warning';
  /** Where on the page it can be done. */
  readonly href?: string;
  readonly linked?: string;
  readonly children: ReactNode;
}) {
  return (
    <p className={`b-note b-note--${kind}`}>
      <span className={`kern-icon kern-icon--${kind}`} aria-hidden="true" />
      <span>{children}</span>
      {href !== undefined && (
        <a className="b-end" href={href}>
          {linked}
        </a>
      )}
    </p>
  );
}

/** What services rest on, for which there are words. */
const knownParts = [
  ...(['database', 'keys', 'documents', 'scanner', 'configuration', 'broker', 'relay', 'consumers'] as const),
  ...(['mail', 'providers', 'away'] as const),
] as const;

/** What keeps a service from its work, or soon may: in words, with what the log says. */
export function AilingPart({ ailing: { service, part, status, reason } }: { readonly ailing: Ailing }) {
  const words = useWords('operation');
  const known = knownParts.find((name) => name === part) ?? 'other';
  return (
    <Need kind={status === 'degraded' ? 'warning' : 'danger'}>
      <b>
        {words(`service-${service}`)}: {words(`ails-${known}`)}
      </b>{' '}
      {words(`do-${known}`)} {reason !== '' && <span className="b-mono">{reason}</span>}
    </Need>
  );
}

/** The verification in one sentence with its figures. */
export function Verification({ report }: { readonly report: StaffSchema<'IntegrityReport'> | undefined }) {
  const words = useWords('audit');
  const operation = useWords('operation');
  if (report === undefined) return <p>{operation('verificationUnknown')}</p>;
  const { intact, events, streams, differenceCount } = report;
  return (
    <p>
      <span
        className={
          differenceCount > 0
            ? 'b-state b-state--bad b-wraps'
            : intact
              ? 'b-state b-wraps'
              : 'b-state b-state--warn b-wraps'
        }
      >
        {differenceCount > 0
          ? words('differs', { count: differenceCount, events, streams })
          : words(intact ? 'intact' : 'unknown', { events, streams })}
      </span>
    </p>
  );
}
