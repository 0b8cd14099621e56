import { locales, useLanguage } from '#pages';
import { Scroll } from '../parts/scroll';
import { useWords } from '../words';
import { counted, type Line } from './totals';

/** Every figure, by service and office. */
export function FiguresTable({ lines }: { readonly lines: readonly Line[] }) {
  const words = useWords('figures');
  const language = useLanguage();
  const days = new Intl.NumberFormat(locales[language], { maximumFractionDigits: 1 });
  const hasOffices = new Set(lines.map(({ office }) => office)).size > 1;
  return (
    <Scroll label={words('byService')}>
      <table className="b-table b-numbers">
        <caption className="kern-sr-only">{words('byService')}</caption>
        <thead>
          <tr>
            <th scope="col">{words('service')}</th>
            {hasOffices && (
              <th scope="col" className="b-words">
                {words('office')}
              </th>
            )}
            {counted.map((name) => (
              <th key={name} scope="col">
                {words(name)}
              </th>
            ))}
            <th scope="col" title={words('medianHint')}>
              {words('medianDays')}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={`${line.serviceKey} ${line.office}`}>
              <th scope="row">{line.title}</th>
              {hasOffices && <td className="b-words">{line.officeName}</td>}
              {counted.map((name) => (
                <td key={name} className={name === 'overdue' && line.overdue > 0 ? 'b-late' : undefined}>
                  {line[name]}
                </td>
              ))}
              <td>{line.medianDays === null ? '–' : days.format(line.medianDays)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
