import { useWords } from '../words';
import type { Case } from './acts';

/** What was declared, by the topics of the form, to the last digit. */
export function Declaration({ shown: { declaration } }: { readonly shown: Case }) {
  const words = useWords('case');
  return (
    <section className="b-block" aria-labelledby="angaben">
      <div className="b-title">
        <h2 id="angaben">{words('declaration')}</h2>
      </div>
      {declaration === null ? (
        <p className="b-muted">{words('erased')}</p>
      ) : (
        <table className="b-table b-data">
          <caption className="kern-sr-only">{words('declaration')}</caption>
          {declaration.map(({ title, entries }) => (
            <tbody key={title}>
              {title !== '' && (
                <tr>
                  <th scope="rowgroup" colSpan={2} className="b-group">
                    {title}
                  </th>
                </tr>
              )}
              {entries.map(({ pointer, label, value }) => (
                <tr key={pointer}>
                  <th scope="row">{label}</th>
                  <td>{value}</td>
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      )}
    </section>
  );
}
