export { axe, focused, overhanging, tabStops, tabTo, unruled } from './checks';
export type { TabStop } from './in-page';
export { startBrowser } from './start';
export { Visit, type Look } from './visit';
