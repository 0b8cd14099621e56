import { Form, Link, useSubmit } from 'react-router';
import type { StaffSchema } from '#api-client';
import { useLanguage, usePaths } from '#pages';
import { Button } from '#ui';
import { useFrame } from '../frame';
import { Choose } from '../list/filters';
import { Scroll } from '../parts/scroll';
import { shortly, StatusBadge } from '../parts/status';
import { Time } from '../parts/times';
import { SearchField } from '../parts/search-field';
import { useWords } from '../words';
import { addressOfCases, type AskedCases } from './asked';
import type { NamedStatus } from './statuses.server';

/** A service as a filter names it. */
export interface NamedService {
  readonly key: string;
  readonly title: { readonly de: string; readonly en: string };
}

/** Which cases are looked for. A form that only asks. */
export function CaseFilters({
  asked,
  services,
  statuses,
}: {
  readonly asked: AskedCases;
  readonly services: readonly NamedService[];
  readonly statuses: readonly NamedStatus[];
}) {
  const words = useWords('audit');
  const language = useLanguage();
  const to = usePaths();
  const submit = useSubmit();
  const offices = useFrame()?.city.offices ?? [];
  const isAsked = addressOfCases({ ...asked, cursor: '' }) !== '';
  return (
    <Form
      key={addressOfCases(asked)}
      action={to('/pruefung')}
      role="search"
      className="b-row"
      onChange={({ currentTarget, target }) => {
        if (target instanceof HTMLSelectElement) void submit(currentTarget);
      }}
    >
      <SearchField label={words('search')} hint={words('searchHint')} query={asked.query} />
      <Choose
        name="dienstleistung"
        label={words('service')}
        all={words('allServices')}
        chosen={asked.service}
      >
        {services.map(({ key, title }) => [key, title[language]] as const)}
      </Choose>
      <Choose name="amt" label={words('office')} all={words('allOffices')} chosen={asked.office}>
        {offices.map(({ key, name }) => [key, name[language]] as const)}
      </Choose>
      <Choose name="status" label={words('status')} all={words('allStatuses')} chosen={asked.status}>
        {statuses.map(({ key, label }) => [key, shortly(label)] as const)}
      </Choose>
      <Choose
        name="abweichend"
        label={words('agreement')}
        all={words('allAgreements')}
        chosen={asked.differs ? 'ja' : ''}
      >
        {[['ja', words('onlyDiffering')] as const]}
      </Choose>
      <label>
        {words('from')}{' '}
        <input className="b-choose" type="date" name="von" defaultValue={asked.from} min="1970-01-01" />
      </label>
      <label>
        {words('until')}{' '}
        <input className="b-choose" type="date" name="bis" defaultValue={asked.until} min="1970-01-01" />
      </label>
      <Button weight="secondary">{words('find')}</Button>
      {isAsked && <Link to={to('/pruefung')}>{words('reset')}</Link>}
    </Form>
  );
}

/** The cases that were found, one line for each. */
export function FoundCases({
  asked,
  page: { items, nextCursor },
  services,
}: {
  readonly asked: AskedCases;
  readonly page: StaffSchema<'FoundCasesDto'>;
  readonly services: readonly NamedService[];
}) {
  const words = useWords('audit');
  const language = useLanguage();
  const to = usePaths();
  const offices = useFrame()?.city.offices ?? [];
  const titleOf = (key: string) => services.find((service) => service.key === key)?.title[language] ?? key;
  const nameOf = (key: string) => offices.find((office) => office.key === key)?.name[language] ?? key;
  if (items.length === 0)
    return (
      <div className="b-empty">
        <h3>{words('nothingFits')}</h3>
        <p className="b-muted">
          {asked.query === '' ? words('nothingFitsText') : words('nothingFound', { query: asked.query })}
        </p>
      </div>
    );
  return (
    <>
      <Scroll label={words('cases')}>
        <table className="b-table">
          <caption className="kern-sr-only">{words('cases')}</caption>
          <thead>
            <tr>
              <th scope="col">{words('reference')}</th>
              <th scope="col">{words('service')}</th>
              <th scope="col">{words('office')}</th>
              <th scope="col">{words('status')}</th>
              <th scope="col">{words('filed')}</th>
              <th scope="col">{words('lastEvent')}</th>
              <th scope="col">{words('agreement')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((found) => (
              <tr key={found.id}>
                <th scope="row" className="b-ref">
                  <Link to={to(`/pruefung/${encodeURIComponent(found.reference)}`)}>{found.reference}</Link>
                </th>
                <td>{titleOf(found.serviceKey)}</td>
                <td>{nameOf(found.office)}</td>
                <td>
                  {found.status === '' || found.status === 'payment-pending' ? (
                    found.statusLabel || words('unreadable')
                  ) : (
                    <StatusBadge status={found.status}>{found.statusLabel}</StatusBadge>
                  )}
                </td>
                <td className="b-nowrap">
                  <Time at={found.filedAt} />
                </td>
                <td className="b-nowrap">
                  <Time at={found.updatedAt} />
                </td>
                <td>
                  <span className={found.differs ? 'b-state b-state--bad' : 'b-state'}>
                    {words(found.differs ? 'hasDifference' : 'hasNone')}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <nav className="b-pager" aria-label={words('pages')}>
        <span>{words('shown', { count: items.length })}</span>
        <span className="b-end b-row">
          {asked.cursor !== '' && (
            <Link to={to('/pruefung') + addressOfCases({ ...asked, cursor: '' })}>{words('firstPage')}</Link>
          )}
          {nextCursor !== undefined && (
            <Link to={to('/pruefung') + addressOfCases({ ...asked, cursor: nextCursor })}>
              {words('nextPage')}
            </Link>
          )}
        </span>
      </nav>
    </>
  );
}
