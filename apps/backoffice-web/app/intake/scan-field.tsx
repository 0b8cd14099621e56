import { useWords } from '../words';
import { scanName } from './scan-names';

/** Where scans are chosen; works without script as well. */
export function ScanField({ kind, label }: { readonly kind: string; readonly label: string }) {
  const words = useWords('intake');
  const id = `scan-${kind}`;
  return (
    <div className="kern-form-input">
      <label className="kern-label" htmlFor={id}>
        {label} <span className="kern-label__optional">{words('optional')}</span>
      </label>
      <div className="kern-hint" id={`${id}-hint`}>
        {words('scanHint')}
      </div>
      <input id={id} name={scanName(kind)} type="file" multiple aria-describedby={`${id}-hint`} />
    </div>
  );
}
