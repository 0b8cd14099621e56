interface KindOfContent {
  readonly mediaType: string;
  readonly ending: string;
  readonly pages: 1 | 'counted' | undefined;
}

/**
 * Every type of content that a service may allow, by the name that its file uses: the media type that its bytes have to show, and
 * the ending that a name gets. What is not here is never taken: what runs in a browser (HTML, SVG) has no place among documents.
 * `pages`: 1, `counted`, or undefined for what has none before somebody lays it out.
 */
export const documentTypes = {
  pdf: { mediaType: 'application/pdf', ending: 'pdf', pages: 'counted' },
  jpeg: { mediaType: 'image/jpeg', ending: 'jpg', pages: 1 },
  png: { mediaType: 'image/png', ending: 'png', pages: 1 },
  tiff: { mediaType: 'image/tiff', ending: 'tif', pages: 'counted' },
  heic: { mediaType: 'image/heic', ending: 'heic', pages: 1 },
  docx: {
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ending: 'docx',
    pages: undefined,
  },
  xlsx: {
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ending: 'xlsx',
    pages: undefined,
  },
  odt: { mediaType: 'application/vnd.oasis.opendocument.text', ending: 'odt', pages: undefined },
  ods: { mediaType: 'application/vnd.oasis.opendocument.spreadsheet', ending: 'ods', pages: undefined },
  zip: { mediaType: 'application/zip', ending: 'zip', pages: undefined },
} as const satisfies Readonly<Record<string, KindOfContent>>;

export type DocumentType = keyof typeof documentTypes;

/** The type that a media type stands for; undefined for one that is never taken. */
export function typeOf(mediaType: string | undefined): DocumentType | undefined {
  return (Object.keys(documentTypes) as DocumentType[]).find(
    (type) => documentTypes[type].mediaType === mediaType,
  );
}
