export { keepQuiet, quietly } from '#pages';

/** Name of the field by which an act says that the page does it by itself: it leads nowhere. */
export const quietField = '_quietly';
