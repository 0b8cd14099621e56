import { KeyDestroyed } from '#encryption';
import { defineProblems, type ErrorMapping, type ProblemMembers } from '#http';
import { mostPixels } from '../picture';
import { DocumentUnacceptable, PartDamaged, PartOutOfOrder, PartTooLong } from '../documents';

/** The problems of documents in words; every service that keeps documents registers them. */
export const documentProblems = defineProblems({
  'upload-malformed': {
    status: 400,
    title: { de: 'Die Übertragung ist nicht verständlich.', en: 'The upload cannot be understood.' },
    detail: {
      de: 'Die Kopfzeile „{header}“ fehlt oder ist ungültig; siehe tus 1.0.',
      en: 'The header “{header}” is missing or not valid; see tus 1.0.',
    },
  },
  'upload-offset-mismatch': {
    status: 409,
    title: {
      de: 'Die Übertragung steht an einer anderen Stelle.',
      en: 'The upload stands at another place.',
    },
    detail: {
      de: 'Setzen Sie sie bei Byte {received} fort.',
      en: 'Go on at byte {received}.',
    },
  },
  'upload-damaged': {
    // The checksum extension of tus says so.
    status: 460,
    title: { de: 'Ein Teil kam beschädigt an.', en: 'A part arrived damaged.' },
    detail: {
      de: 'Es wurde nichts davon gespeichert. Senden Sie ihn noch einmal.',
      en: 'Nothing of it was kept. Send it again.',
    },
  },
  'upload-too-long': {
    status: 413,
    title: { de: 'Es kam mehr an als angekündigt.', en: 'More arrived than was announced.' },
  },
  'document-empty': {
    status: 400,
    title: { de: 'Die Datei ist leer.', en: 'The file is empty.' },
    detail: {
      de: 'Vielleicht wurde sie nicht zu Ende gespeichert. Bitte speichern Sie sie noch einmal, und wählen Sie sie dann aus.',
      en: 'Perhaps it was not saved to its end. Please save it again and then choose it.',
    },
  },
  'document-too-large': {
    status: 413,
    title: { de: 'Das Dokument ist zu groß.', en: 'The document is too large.' },
    detail: {
      de: 'Erlaubt sind höchstens {maxMegabytes} MB. Bitte verkleinern oder teilen Sie es.',
      en: 'At most {maxMegabytes} MB are allowed. Please make it smaller or split it.',
    },
  },
  'too-many-documents': {
    status: 409,
    title: { de: 'Das sind zu viele Dokumente.', en: 'These are too many documents.' },
    detail: {
      de: 'Mehr als {most} sind hier nicht möglich. Bitte fassen Sie Seiten in einer Datei zusammen, oder entfernen Sie eines.',
      en: 'No more than {most} are possible here. Please put pages together in one file or remove one.',
    },
  },
  'document-kind-unknown': {
    status: 400,
    title: { de: 'Diesen Nachweis gibt es hier nicht.', en: 'There is no such proof here.' },
    detail: { de: 'Möglich sind: {kinds}.', en: 'Possible are: {kinds}.' },
  },
  'document-type-unknown': {
    status: 415,
    title: { de: 'Diese Art von Datei wird nicht angenommen.', en: 'This kind of file is not accepted.' },
    detail: {
      de: 'Was eine Datei ist, zeigt ihr Inhalt, nicht ihr Name. Bitte speichern Sie sie als PDF, JPEG oder PNG.',
      en: 'What a file is, its content shows, not its name. Please save it as PDF, JPEG or PNG.',
    },
  },
  'document-type-not-allowed': {
    status: 415,
    title: {
      de: 'Diese Art von Datei ist hier nicht möglich.',
      en: 'This kind of file is not possible here.',
    },
    detail: { de: 'Erlaubt sind: {types}.', en: 'Allowed are: {types}.' },
  },
  'document-several-types': {
    status: 415,
    title: {
      de: 'Diese Datei ist zugleich eine andere.',
      en: 'This file is another one at the same time.',
    },
    detail: {
      de: 'Sie enthält mehr als ein Format. Bitte speichern Sie sie neu.',
      en: 'It holds more than one format. Please save it anew.',
    },
  },
  'document-macros': {
    status: 415,
    title: { de: 'Dateien mit Makros werden nicht angenommen.', en: 'Files with macros are not accepted.' },
    detail: { de: 'Bitte speichern Sie sie als PDF.', en: 'Please save it as PDF.' },
  },
  'document-active': {
    status: 415,
    title: {
      de: 'PDF-Dateien, die etwas ausführen, werden nicht angenommen.',
      en: 'PDF files that run something are not accepted.',
    },
    detail: {
      de: 'In der Datei stecken Skripte oder der Start anderer Programme, wie in manchen Formularen. Bitte speichern Sie sie durch „Drucken als PDF“ neu.',
      en: 'The file holds scripts or starts other programs, as some forms do. Please save it anew by “Print to PDF”.',
    },
  },
  'document-carries-files': {
    status: 415,
    title: { de: 'In der Datei liegen weitere Dateien.', en: 'Other files lie in the file.' },
    detail: {
      de: 'Bitte reichen Sie jede einzeln ein, oder speichern Sie diese durch „Drucken als PDF“ neu.',
      en: 'Please hand in each by itself, or save this one anew by “Print to PDF”.',
    },
  },
  'document-incomplete': {
    status: 415,
    title: { de: 'Die Datei ist nicht vollständig.', en: 'The file is not complete.' },
    detail: {
      de: 'Ihr Ende fehlt. Vielleicht wurde sie nicht zu Ende gespeichert oder übertragen. Bitte speichern Sie sie noch einmal, und wählen Sie sie dann aus.',
      en: 'Its end is missing. Perhaps it was not saved or transferred to its end. Please save it again and then choose it.',
    },
  },
  'document-too-many-pixels': {
    status: 413,
    title: { de: 'Das Bild ist zu groß.', en: 'The picture is too large.' },
    detail: {
      de: 'Erlaubt sind höchstens {maxMegapixels} Millionen Bildpunkte. Bitte verkleinern Sie es.',
      en: 'At most {maxMegapixels} million pixels are allowed. Please make it smaller.',
    },
  },
  'document-too-many-pages': {
    status: 413,
    title: { de: 'Das Dokument hat zu viele Seiten.', en: 'The document has too many pages.' },
    detail: {
      de: 'Erlaubt sind höchstens {maxPages} Seiten. Bitte lassen Sie weg, was nicht gebraucht wird.',
      en: 'At most {maxPages} pages are allowed. Please leave out what is not needed.',
    },
  },
  'document-encrypted': {
    status: 415,
    title: {
      de: 'Das Dokument ist durch ein Kennwort geschützt.',
      en: 'The document is protected by a password.',
    },
    detail: {
      de: 'Das Amt könnte es nicht öffnen. Bitte speichern Sie es ohne Kennwort.',
      en: 'The office could not open it. Please save it without a password.',
    },
  },
  'document-unreadable': {
    status: 415,
    title: { de: 'Das Dokument lässt sich nicht lesen.', en: 'The document cannot be read.' },
    detail: {
      de: 'Es ist beschädigt oder zu aufwendig aufgebaut. Bitte speichern Sie es neu, z. B. durch „Drucken als PDF“.',
      en: 'It is damaged, or built in too complex a way. Please save it anew, e.g. by “Print to PDF”.',
    },
  },
  'document-unknown': {
    status: 404,
    title: { de: 'Dieses Dokument gibt es hier nicht.', en: 'There is no such document here.' },
    detail: {
      de: 'Es wurde entfernt, ist abgelaufen oder gehört schon zur Akte.',
      en: 'It was removed, has expired or belongs to the case already.',
    },
  },
  'document-not-scanned-yet': {
    status: 409,
    title: {
      de: 'Das Dokument wird noch auf Schadsoftware geprüft.',
      en: 'The document is still being scanned for malware.',
    },
    detail: {
      de: 'Es kann danach geöffnet werden. Bitte versuchen Sie es später wieder.',
      en: 'It can be opened after that. Please try again later.',
    },
    retryAfter: 15,
  },
  'document-unscannable': {
    status: 409,
    title: {
      de: 'Das Dokument lässt sich nicht auf Schadsoftware prüfen.',
      en: 'The document cannot be scanned for malware.',
    },
    detail: {
      de: 'Es ist zu groß gepackt oder zu tief verschachtelt und kann nicht geöffnet werden.',
      en: 'It is packed too large or nested too deep, and cannot be opened.',
    },
  },
  'document-withdrawn': {
    status: 410,
    title: { de: 'In dem Dokument wurde Schadsoftware gefunden.', en: 'Malware was found in the document.' },
    detail: { de: 'Es kann nicht geöffnet werden.', en: 'It cannot be opened.' },
  },
  'content-erased': {
    status: 410,
    title: { de: 'Der Inhalt wurde gelöscht.', en: 'The content was erased.' },
  },
  'document-is-filed': {
    status: 409,
    title: { de: 'Das Dokument gehört schon zur Akte.', en: 'The document belongs to the case already.' },
    detail: { de: 'Es kann nicht mehr entfernt werden.', en: 'It can no longer be removed.' },
  },
});

/** What the errors of documents mean to the one who asked. */
export const documentErrors: ErrorMapping = (error) => {
  if (error instanceof PartOutOfOrder)
    return { slug: 'upload-offset-mismatch', members: { received: error.received } };
  if (error instanceof PartDamaged) return { slug: 'upload-damaged' };
  if (error instanceof PartTooLong) return { slug: 'upload-too-long' };
  if (error instanceof DocumentUnacceptable)
    return { slug: `document-${error.reason}`, members: membersOf(error) };
  if (error instanceof KeyDestroyed) return { slug: 'content-erased' };
  return undefined;
};

function membersOf({ reason, accepted: { types, maxPages } }: DocumentUnacceptable): ProblemMembers {
  return {
    types: types.join(', '),
    ...(maxPages !== undefined && { maxPages }),
    ...(reason === 'too-many-pixels' && { maxMegapixels: mostPixels / 1_000_000 }),
  };
}
