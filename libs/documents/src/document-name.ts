import { documentTypes, typeOf } from './media-type';

/** Longest name, in characters. */
const longestName = 150;
/** Controls, and what turns the direction of a text or cannot be seen: `exe.fdp` must not read as `pdf.exe`. */
const invisible = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu;
/** What separates paths, or means something to a file system or a command line. */
const meaningful = /[<>:"|?*\\/]/g;
/** Names of devices on Windows, whatever their ending. */
const device = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** A document's name as people gave it, without what nobody sees, its path left out. */
export function givenName(said: string): string {
  const name = said.normalize('NFC').replace(invisible, '').split(/[\\/]/).at(-1)?.trim() ?? '';
  return [...name].slice(0, longestName).join('');
}

/**
 * The name under which a document is saved on somebody's machine: it shows its own type by its ending, leads nowhere and is no device.
 * @param name as it was given
 */
export function safeName(name: string, mediaType: string): string {
  const type = typeOf(mediaType);
  const ending = type === undefined ? 'bin' : documentTypes[type].ending;
  const plain = givenName(name)
    .replace(meaningful, '_')
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  const stem = plain === '' ? 'document' : device.test(plain) ? `_${plain}` : plain;
  return `${stem}.${ending}`;
}

/** `Content-Disposition` (RFC 6266) that saves and never shows. */
export function attachmentNamed(name: string): string {
  const ascii = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
