/**
 * Every type of content that a service may allow, by the name that its file uses: the media type that its bytes have to show, and
 * the ending that a name gets. What is not here is never taken: what runs in a browser (HTML, SVG) has no place among documents.
 */
export const documentTypes = {
  pdf: { mediaType: 'application/pdf', ending: 'pdf' },
  jpeg: { mediaType: 'image/jpeg', ending: 'jpg' },
  png: { mediaType: 'image/png', ending: 'png' },
  tiff: { mediaType: 'image/tiff', ending: 'tif' },
  heic: { mediaType: 'image/heic', ending: 'heic' },
  docx: {
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ending: 'docx',
  },
  xlsx: {
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ending: 'xlsx',
  },
  odt: { mediaType: 'application/vnd.oasis.opendocument.text', ending: 'odt' },
  ods: { mediaType: 'application/vnd.oasis.opendocument.spreadsheet', ending: 'ods' },
  zip: { mediaType: 'application/zip', ending: 'zip' },
} as const satisfies Readonly<Record<string, { readonly mediaType: string; readonly ending: string }>>;

export type DocumentType = keyof typeof documentTypes;

/** The type that a media type stands for; undefined for one that is never taken. */
export function typeOf(mediaType: string | undefined): DocumentType | undefined {
  return (Object.keys(documentTypes) as DocumentType[]).find(
    (type) => documentTypes[type].mediaType === mediaType,
  );
}
