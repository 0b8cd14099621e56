export { hyphenated, unbroken } from '#pages';
