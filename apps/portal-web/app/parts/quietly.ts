export { keepQuiet, quietly } from '#pages';
