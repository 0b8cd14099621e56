import { isComplete, type KeptDocument } from '#documents';
import type { HandedIn } from './domain/document';

/** A document as commands see it. */
export function handedIn(document: KeptDocument): HandedIn {
  const { id, version, personId, kind, length: size, hash, mediaType, name, scan, bound: isBound } = document;
  return {
    ...{ id, version, personId, kind, size, name, isBound },
    hash: hash ?? '',
    mediaType: mediaType ?? '',
    isComplete: isComplete(document),
    isInfected: scan === 'found',
    isUnscannable: scan === 'unscannable',
  };
}
