import { useWords } from '../words';
import { scanName } from './scan-names';

/** Where scans are chosen; works without script as well. @param one exactly one has to be chosen */
export function ScanField({
  kind,
  label,
  one = false,
}: {
  readonly kind: string;
  readonly label: string;
  readonly one?: boolean;
}) {
  const words = useWords('intake');
  const id = `scan-${kind}`;
  return (
    <div className="kern-form-input">
      <label className="kern-label" htmlFor={id}>
        {label} {!one && <span className="kern-label__optional">{words('optional')}</span>}
      </label>
      <div className="kern-hint" id={`${id}-hint`}>
        {words('scanHint')}
      </div>
      <input
        id={id}
        name={scanName(kind)}
        type="file"
        multiple={!one}
        required={one}
        aria-describedby={`${id}-hint`}
      />
    </div>
  );
}
