import type { StaffSchema } from '#api-client';
import { locales, useLanguage } from '#pages';
import { Scroll } from '../parts/scroll';
import { useWords } from '../words';

/** What came by which way in the period, and how long it took. */
export function Channels({ lines }: { readonly lines: StaffSchema<'FiguresView'>['byChannel'] }) {
  const words = useWords('figures');
  const days = new Intl.NumberFormat(locales[useLanguage()], { maximumFractionDigits: 1 });
  return (
    <Scroll label={words('byChannel')}>
      <table className="b-table b-numbers">
        <caption>{words('byChannel')}</caption>
        <thead>
          <tr>
            <th scope="col">{words('channel')}</th>
            <th scope="col">{words('received')}</th>
            <th scope="col">{words('decided')}</th>
            <th scope="col" title={words('medianHint')}>
              {words('medianDays')}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ channel, received, decided, medianDays }) => (
            <tr key={channel}>
              <th scope="row">{words(`channel-${channel}`)}</th>
              <td>{received}</td>
              <td>{decided}</td>
              <td>{medianDays === null ? '–' : days.format(medianDays)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
