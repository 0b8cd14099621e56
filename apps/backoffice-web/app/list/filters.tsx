import { Form, Link, useSubmit } from 'react-router';
import { useLanguage, usePaths } from '#pages';
import { Button } from '#ui';
import type { Colleague } from '../case/acts';
import { useFrame } from '../frame';
import { SearchField } from '../parts/search-field';
import { useWords } from '../words';
import { addressOf, channels, isNarrowed, saysWho, sizes, type Asked } from './asked';

/** A service as the filter names it. */
interface Named {
  readonly key: string;
  readonly title: { readonly de: string; readonly en: string };
}

/** What of the list is looked for. A form that only asks: its address can be kept, and holds no name of anybody. */
export function Filters({
  asked,
  services,
  colleagues,
}: {
  readonly asked: Asked;
  readonly services: readonly Named[];
  /** Whose cases one may ask for; none for who is no head of an office. */
  readonly colleagues: readonly Colleague[];
}) {
  const words = useWords('list');
  const language = useLanguage();
  const to = usePaths();
  const submit = useSubmit();
  const frame = useFrame();
  const offices = (frame?.me?.offices ?? []).map((key) => ({
    key,
    name: frame?.city.offices.find((office) => office.key === key)?.name[language] ?? key,
  }));
  const isAsked = isNarrowed(asked);
  const { view, sort, descending, usual } = asked;
  return (
    <Form
      key={addressOf(asked)}
      className="b-row"
      role="search"
      action={to('/vorgaenge')}
      onChange={({ currentTarget, target }) => {
        if (target instanceof HTMLSelectElement) void submit(currentTarget);
      }}
    >
      {asked.view !== 'alle' && <input type="hidden" name="ansicht" value={asked.view} />}
      {asked.version !== undefined && <input type="hidden" name="fassung" value={asked.version} />}
      {[...new URLSearchParams(addressOf({ sort, descending, usual }))].map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <SearchField label={words('search')} hint={words('searchHint')} query={asked.query} />
      <Choose
        name="dienstleistung"
        label={words('service')}
        all={words('allServices')}
        chosen={asked.service}
      >
        {services.map(({ key, title }) => [key, title[language]] as const)}
      </Choose>
      {offices.length > 1 && (
        <Choose name="amt" label={words('office')} all={words('allOffices')} chosen={asked.office}>
          {offices.map(({ key, name }) => [key, name] as const)}
        </Choose>
      )}
      {colleagues.length > 0 && !saysWho(view) && (
        <Choose name="wer" label={words('who')} all={words('everybody')} chosen={asked.who}>
          {colleagues.map(({ id, name }) => [id, name] as const)}
        </Choose>
      )}
      <Choose
        name="weg"
        label={words('channel')}
        all={words('allChannels')}
        chosen={Object.keys(channels).find((name) => channels[name] === asked.channel)}
      >
        {Object.entries(channels).map(
          ([name, channel = 'online']) => [name, words(`channel-${channel}`)] as const,
        )}
      </Choose>
      <label>
        <span className="kern-sr-only">{words('rows')}</span>
        <select className="b-choose" name="zeilen" defaultValue={asked.size}>
          {sizes.map((size) => (
            <option key={size} value={size}>
              {words('rowsEach', { count: size })}
            </option>
          ))}
        </select>
      </label>
      <Button weight="secondary">{words('find')}</Button>
      <Link to={to('/vorgaenge/name')}>{words('byName')}</Link>
      {isAsked && (
        <Link to={to('/vorgaenge') + addressOf({ view, sort, descending, usual })}>{words('reset')}</Link>
      )}
    </Form>
  );
}

/** A choice of a filter, sent as soon as it is made. */
export function Choose({
  name,
  label,
  all,
  chosen,
  children,
}: {
  readonly name: string;
  readonly label: string;
  readonly all: string;
  readonly chosen: string | undefined;
  readonly children: readonly (readonly [value: string, text: string])[];
}) {
  return (
    <label>
      <span className="kern-sr-only">{label}</span>
      <select className="b-choose" name={name} defaultValue={chosen ?? ''}>
        <option value="">{all}</option>
        {children.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
