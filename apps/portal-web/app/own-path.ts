export { ownPath, withQuery } from '#pages';
