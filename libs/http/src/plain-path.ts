/** Encodings of characters that need none (RFC 3986, 2.3), of slashes, and the backslash that browsers take for one. */
const written = /%(2[defDEF]|3[0-9]|4[1-9a-fA-F]|5[0-9aAfFcC]|6[1-9a-fA-F]|7[0-9aAeE])|\\/;
/** An empty or a dot segment. */
const moving = /\/(\.{0,2})(\/|$)/;

/**
 * Whether a path can be read in one way only: from the root, without empty or dot segments, without a slash at its end, without
 * encodings of what needs none and of slashes. Whatever else leads nowhere, at the gateway and at every service alike: what one
 * of them reads differently from another, a limit or a right is passed by.
 * @param path of a request target, without its query
 */
export function isPlainPath(path: string): boolean {
  return path === '/' || (path.startsWith('/') && !moving.test(path) && !written.test(path));
}

/** The path of a request target, and its query with the question mark. */
export function pathAndQuery(target: string): readonly [path: string, query: string] {
  const mark = target.indexOf('?');
  return mark < 0 ? [target, ''] : [target.slice(0, mark), target.slice(mark)];
}
