import type { Remarks } from './remarks';
import type { FimField } from './schema';

/** What a proof of a service file says of its files. */
export interface FileLimits {
  readonly types?: readonly string[];
  readonly maxMegabytes?: number;
  readonly maxFiles?: number;
}

/** Media types that a proof can ask for, by what service files call them. */
const typesOfMedia: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpeg',
  'image/jpg': 'jpeg',
  'image/png': 'png',
  'image/tiff': 'tiff',
  'image/heic': 'heic',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.oasis.opendocument.text': 'odt',
  'application/vnd.oasis.opendocument.spreadsheet': 'ods',
  'application/zip': 'zip',
};
/** The most that a proof takes: files, and of one file so many units of 1,000,000 bytes. */
const [mostFiles, mostMegabytes] = [30, 50];
const megabyte = 1_000_000;

/**
 * The limits of the proof that a field of files becomes.
 * @param max how many files, Infinity where the schema does not limit them
 */
export function fileLimitsOf(field: FimField, max: number, remarks: Remarks): FileLimits {
  if (max > mostFiles) {
    const said = max === Infinity ? 'any number of' : max;
    remarks.add(field, `asks for up to ${said} files`, `at most ${mostFiles}`);
  }
  return { ...typesOf(field, remarks), ...sizeOf(field, remarks), maxFiles: Math.min(max, mostFiles) };
}

function typesOf(field: FimField, remarks: Remarks): Pick<FileLimits, 'types'> {
  const types = new Set<string>();
  for (const media of field.mediaTypes) {
    const type = Object.hasOwn(typesOfMedia, media.toLowerCase()) && typesOfMedia[media.toLowerCase()];
    if (type) types.add(type);
    else remarks.add(field, `takes files of the media type "${media}"`, 'left out; no proof can be one');
  }
  return types.size === 0 ? {} : { types: [...types] };
}

function sizeOf(field: FimField, remarks: Remarks): Pick<FileLimits, 'maxMegabytes'> {
  const { maxSize } = field;
  if (maxSize === undefined) return {};
  const bytes = /^\d{1,15}$/.test(maxSize) ? Number(maxSize) : 0;
  if (bytes === 0) {
    remarks.add(field, `its files have "${maxSize}" bytes at most, which is no size`, 'left out');
    return {};
  }
  const maxMegabytes = Math.min(Math.max(Math.floor(bytes / megabyte), 1), mostMegabytes);
  if (maxMegabytes * megabyte !== bytes)
    remarks.add(field, `its files have ${bytes} bytes at most`, `${maxMegabytes} megabytes`);
  return { maxMegabytes };
}
