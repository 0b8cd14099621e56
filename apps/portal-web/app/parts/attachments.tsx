import { useState } from 'react';
import type { Schema } from '#api-client';
import { useFrame } from '../frame';
import type { RefusedFile } from '../uploads.server';
import { useWords } from '../words/use-words';
import { UploadField } from './upload';
import type { ArrivedFile } from './use-uploads';

type Document = Schema<'DocumentView'>;

/** Files that go with a message: they are uploaded beside it, without script with it. What is not sent ends by itself. */
export function Attachments({
  applicationId,
  refused,
}: {
  readonly applicationId: string;
  /** What came with a message and was not taken. */
  readonly refused: readonly RefusedFile[] | undefined;
}) {
  const words = useWords('messages');
  const csrfToken = useFrame()?.signed?.me.csrfToken ?? '';
  const [files, setFiles] = useState<readonly Document[]>([]);
  return (
    <details className="p-details" open={refused !== undefined && refused.length > 0}>
      <summary>{words('attach')}</summary>
      <UploadField
        id="anhang"
        kind="other"
        label={words('attachments')}
        optional={words('optional')}
        endpoint={`/api/applications/${applicationId}/messages/documents`}
        csrfToken={csrfToken}
        files={files}
        refusedFiles={refused}
        goesWithForm
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
    ...{ scan: 'not-scanned', origin: 'applicant', entry: null, mayBeOpened: false, final: true, sentOn: [] },
  };
}
