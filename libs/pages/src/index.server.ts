export { createPages, type PagesOptions } from './handler';
export { keptCities } from './kept-city';
export { renderPage, renderTimeout, type Needs } from './render';
export { shownTo, signedInWith } from './sent';
export { newKey, Visit, visiting, visitOf } from './visit';
