import { useEffect, useState } from 'react';
import type { Schema } from '#api-client';
import { useFrame } from '../frame';
import { useWords } from '../words/use-words';
import { UploadField } from './upload';
import type { ArrivedFile } from './use-uploads';

type Document = Schema<'DocumentView'>;

/** Files that go with a message: they are uploaded beside it, which needs script. What is not sent ends by itself. */
export function Attachments({ applicationId }: { readonly applicationId: string }) {
  const words = useWords('messages');
  const csrfToken = useFrame()?.signed?.me.csrfToken ?? '';
  const [files, setFiles] = useState<readonly Document[]>([]);
  const [hasScript, setHasScript] = useState(false);
  useEffect(() => setHasScript(true), []);
  if (!hasScript) return null;
  return (
    <details className="p-details">
      <summary>{words('attach')}</summary>
      <UploadField
        id="anhang"
        kind="other"
        label={words('attachments')}
        optional={words('optional')}
        endpoint={`/api/applications/${applicationId}/messages/documents`}
        csrfToken={csrfToken}
        files={files}
        onArrived={(file) => setFiles((before) => [...before, documentOf(file)])}
        onRemoved={(removed) => setFiles((before) => before.filter(({ id }) => id !== removed))}
      />
      {files.map(({ id }) => (
        <input key={id} type="hidden" name="dokument" value={id} />
      ))}
    </details>
  );
}

/** A file that has arrived, as the list of files shows it; whether it may go is said when the message is sent. */
function documentOf({ id, name, size }: ArrivedFile): Document {
  return {
    ...{ id, name, size, received: size, kind: 'other', mediaType: null, hash: null },
    ...{ scan: 'not-scanned', origin: 'applicant', entry: null, mayBeOpened: false },
  };
}
