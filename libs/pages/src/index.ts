export { acting, entered, type ActingHeaders } from './acting';
export { ActingFields, type ActingProps } from './acting-fields';
export { cityCss, cityIcon, CityStyle, shield } from './city-look';
export {
  germanPath,
  languageOfPath,
  languages,
  locales,
  pathIn,
  useLanguage,
  usePaths,
  type Language,
} from './language';
export { hyphenated, unbroken } from './hyphenated';
export { liveUpdates, type LiveUpdates } from './live';
export { noteLoads } from './loads';
export { Nonce, useNonce } from './nonce';
export { ownPath, withQuery } from './own-path';
export {
  found,
  isProblem,
  notFound,
  offline,
  problemIn,
  problemOf,
  slugOf,
  versionOf,
  type Answer,
  type Problem,
  type Sent,
} from './problem';
export { keepQuiet, quietly } from './quietly';
export { useReload } from './reload';
export { useLasting } from './lasting';
export { keepTheme } from './theme';
export { dayIn, daysBetween, moneyText, timeText, type TimeForm } from './times';
export { wordBook, type Values, type WordKey } from './words';
