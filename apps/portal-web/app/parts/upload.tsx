import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { Schema } from '#api-client';
import { Button, FieldError, FileRow, Progress } from '#ui';
import { unbroken } from '../hyphenated';
import { useLanguage, type Language } from '../language';
import { useWords } from '../words/use-words';
import type { RefusedFile } from '../uploads.server';
import { fileName, removeFileName, uploadName } from './file-names';
import { sizeText } from './file-size';
import { useReload } from '#pages';
import { useSentWhenUploaded } from './sent-when-uploaded';
import { isOnItsWay, useUploads, type ArrivedFile, type Sending } from './use-uploads';

/** What may be uploaded where nothing else is said. */
const usual = { types: ['pdf', 'jpeg', 'png'], maxMegabytes: 10, maxFiles: 10 };

/** How often the page asks whether a file has been checked, in milliseconds. */
const askAgainMs = 2_000;

/** The rules of a kind of document, as the service says them. */
export type UploadRules = Partial<Pick<Schema<'RequiredDocument'>, 'types' | 'maxMegabytes' | 'maxFiles'>>;

/**
 * Files that are handed in as one kind of document: what is there, what is on its way, and how more is added. It stands in a form of
 * the page (`multipart/form-data`), which without script brings the files, and removes one by {@link removeFileName}.
 */
export function UploadField({
  id,
  label,
  hint,
  kind,
  endpoint,
  csrfToken,
  files,
  rules,
  error,
  refusedFiles = [],
  goesWithForm = false,
  optional,
  onArrived,
  onRemoved,
}: {
  /** Of the control: error summaries lead to it. */
  readonly id: string;
  readonly label: string;
  /** Before what is allowed. */
  readonly hint?: string | undefined;
  /** Key of the proof, or `other`. */
  readonly kind: string;
  /** Path of the API that takes documents. */
  readonly endpoint: string;
  readonly csrfToken: string;
  /** What is there of this kind. */
  readonly files: readonly Schema<'DocumentView'>[];
  readonly rules?: UploadRules | undefined;
  readonly error?: string | undefined;
  /** What was sent without script and not taken; of other kinds, too. */
  readonly refusedFiles?: readonly RefusedFile[] | undefined;
  /** Without script the files are sent with the form alone; else also by a button of their own. */
  readonly goesWithForm?: boolean;
  /** The word for what may be left out. */
  readonly optional?: string | undefined;
  /** Where `files` are not told by the page's loader: what has arrived, and what was removed again. */
  readonly onArrived?: (file: ArrivedFile) => void;
  readonly onRemoved?: (id: string) => void;
}) {
  const words = useWords('upload');
  const language = useLanguage();
  const reload = useReload();
  const [told, setTold] = useState('');
  const [refused, setRefused] = useState<string>();
  const { types = usual.types, maxMegabytes = usual.maxMegabytes, maxFiles = usual.maxFiles } = rules ?? {};
  const { all, send, forget } = useUploads({ endpoint, kind, csrfToken }, async (file) => {
    const { name } = file;
    onArrived?.(file);
    await reload();
    setTold(words('finished', { name }));
  });
  useChecked(files);
  const input = useRef<HTMLInputElement>(null);
  const isSentThen = useSentWhenUploaded(input, all);
  // What the page was told of a file that this page is sending is older than what it knows itself.
  const there = files.filter(
    ({ name, size, received }) =>
      received === size || !all.some((one) => one.name === name && one.size === size),
  );
  const allowed = allowedText(types, words);
  const values = { types: allowed, megabytes: maxMegabytes, count: maxFiles };
  const shown = error ?? refused ?? refusedText(refusedFiles, kind, words);

  function take(control: HTMLInputElement): void {
    const picked = [...(control.files ?? [])];
    control.value = '';
    setRefused(undefined);
    let room = maxFiles - files.length - all.length;
    for (const file of picked) {
      const unfinished = files.find(
        ({ name, size, received }) => name === file.name && size === file.size && received < size,
      );
      if (file.size === 0) setRefused(words('empty', { name: file.name }));
      else if (file.size > maxMegabytes * 1_000_000) setRefused(words('tooLarge', values));
      else if (unfinished === undefined && room <= 0) setRefused(words('tooMany', values));
      else {
        send(file, unfinished);
        if (unfinished === undefined) room -= 1;
      }
    }
  }

  // What was chosen before the page began to act, which nobody was told of.
  const takeChosenBefore = useEffectEvent(() => {
    if (input.current?.files?.length) take(input.current);
  });
  useEffect(() => takeChosenBefore(), []);

  const describing = `${id}-hint${shown === undefined ? '' : ` ${id}-error`}`;
  const mark = shown === undefined ? '' : ' kern-form-input--error';
  return (
    <div className="p-stack">
      <div className={`kern-form-input${mark}`}>
        <label className="kern-label" htmlFor={id}>
          {unbroken(label)}
          {optional !== undefined && (
            <>
              {' '}
              <span className="kern-label__optional">{optional}</span>
            </>
          )}
        </label>
        <div className="kern-hint" id={`${id}-hint`}>
          {hint !== undefined && `${hint} `}
          {words(maxFiles > 1 ? 'hintSeveral' : 'hint', values)}
        </div>
        <input
          className="kern-form-input__input"
          ref={input}
          id={id}
          name={fileName(kind)}
          type="file"
          multiple={maxFiles > 1}
          accept={types.flatMap(endingsOf).join(',')}
          aria-describedby={describing}
          {...(optional === undefined && { 'aria-required': true })}
          {...(shown !== undefined && { 'aria-invalid': true })}
          onChange={(event) => take(event.target)}
        />
        {shown !== undefined && <FieldError id={`${id}-error`}>{shown}</FieldError>}
      </div>
      {!goesWithForm && (
        <noscript>
          <Button
            weight="secondary"
            name={uploadName}
            value={id}
            aria-label={words('uploadNamed', { label })}
          >
            {words('upload')}
          </Button>
        </noscript>
      )}
      <p className="kern-sr-only" role="status">
        {told}
      </p>
      <p className="p-small" role="status">
        {isSentThen && words('thenSent')}
      </p>
      {there.length + all.length > 0 && (
        <ul className="p-plain p-stack p-gap-s" aria-label={words('files', { label })}>
          {there.map((file) => (
            <FileRow
              key={file.id}
              name={file.name ?? words('erased')}
              state={stateText(file, language, words)}
              kind={stateKind(file)}
            >
              <Button
                weight="tertiary"
                icon="delete"
                name={removeFileName}
                value={file.id}
                formNoValidate
                aria-label={words('removeNamed', { name: file.name ?? words('erased') })}
                onClick={(event) => {
                  event.preventDefault();
                  void remove(endpoint, file.id, csrfToken).then(async () => {
                    onRemoved?.(file.id);
                    await reload();
                    input.current?.focus();
                  });
                }}
              >
                <span className="p-wide">{words('remove')}</span>
              </Button>
            </FileRow>
          ))}
          {all.map((one) => (
            <SendingRow key={one.key} sending={one} onEnd={() => forget(one.key)} />
          ))}
        </ul>
      )}
    </div>
  );
}

/** Why files of a kind were not taken, in one sentence for each; undefined where all were. */
export function refusedText(refused: readonly RefusedFile[], kind: string, words: Words): string | undefined {
  const own = refused.filter((file) => file.kind === kind);
  if (own.length === 0) return undefined;
  return own
    .map(({ name, problem }) =>
      problem === undefined
        ? words('empty', { name })
        : words('refusedNamed', { name, why: [problem.title, problem.detail].filter(Boolean).join(' ') }),
    )
    .join(' ');
}

/** A file on its way, or why it did not arrive. */
function SendingRow({ sending, onEnd }: { readonly sending: Sending; readonly onEnd: () => void }) {
  const words = useWords('upload');
  const language = useLanguage();
  const { name, size, sent, state } = sending;
  const goesOn = isOnItsWay(sending);
  return (
    <FileRow
      name={name}
      kind={state === 'sending' ? 'none' : state === 'waiting-for-line' ? 'warning' : 'danger'}
      state={sendingText(sending, words)}
      below={
        state === 'sending' && (
          <Progress
            small
            value={sent}
            max={size}
            text={words('uploading', {
              sent: sizeText(sent, language),
              size: sizeText(size, language),
              percent: Math.floor((100 * sent) / size),
            })}
          />
        )
      }
    >
      <Button
        type="button"
        weight="tertiary"
        icon="close"
        aria-label={words(goesOn ? 'cancelNamed' : 'forgetNamed', { name })}
        onClick={onEnd}
      >
        <span className="p-wide">{words(goesOn ? 'cancel' : 'forget')}</span>
      </Button>
    </FileRow>
  );
}

type Words = ReturnType<typeof useWords<'upload'>>;

function sendingText({ state, problem }: Sending, words: Words): string | undefined {
  switch (state) {
    case 'sending':
      return undefined;
    case 'waiting-for-line':
      return words('waitingForLine');
    case 'refused':
      return words('refused', { why: [problem?.title, problem?.detail].filter(Boolean).join(' ') });
    case 'failed':
      return words('failed');
    case 'signed-out':
      return words('signedOut');
  }
}

function stateText(
  { size: bytes, received, scan }: Schema<'DocumentView'>,
  language: Language,
  words: Words,
): string {
  if (received < bytes) return words('unfinished', { percent: Math.floor((100 * received) / bytes) });
  const size = sizeText(bytes, language);
  switch (scan) {
    case 'waiting':
      return words('scanning', { size });
    case 'clean':
      return words('clean', { size });
    case 'found':
      return words('found');
    case 'unscannable':
      return words('unscannable');
    case 'not-scanned':
    case 'own':
      return words('uploaded', { size });
  }
}

function stateKind({ received, size, scan }: Schema<'DocumentView'>): 'done' | 'none' | 'warning' | 'danger' {
  if (received < size) return 'warning';
  if (scan === 'found' || scan === 'unscannable') return 'danger';
  return scan === 'waiting' ? 'none' : 'done';
}

/** `PDF, JPEG und PNG` */
function allowedText(types: readonly string[], words: Words): string {
  const names = types.map((type) => (type === 'jpeg' ? 'JPG' : type.toUpperCase()));
  const last = names.pop() ?? '';
  return names.length === 0 ? last : words('typesOr', { first: names.join(', '), last });
}

function endingsOf(type: string): string[] {
  if (type === 'jpeg') return ['.jpg', '.jpeg'];
  return type === 'tiff' ? ['.tif', '.tiff'] : [`.${type}`];
}

/** Loads the page anew until every file has been checked. */
function useChecked(files: readonly Schema<'DocumentView'>[]): void {
  const reload = useReload();
  const isWaiting = files.some(({ scan, hash }) => scan === 'waiting' && hash !== null);
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setInterval(() => void reload(), askAgainMs);
    return () => clearInterval(timer);
  }, [isWaiting, reload]);
}

async function remove(endpoint: string, id: string, csrfToken: string): Promise<void> {
  // The path is that of whatever takes the documents: an application, or its messages.
  await fetch(`${endpoint}/${id}`, {
    method: 'DELETE',
    headers: { 'X-CSRF-Token': csrfToken, 'Idempotency-Key': crypto.randomUUID() },
  });
}
