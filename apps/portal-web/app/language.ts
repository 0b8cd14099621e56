// Not the whole library: forms are tried without a browser, too.
export {
  germanPath,
  languageOfPath,
  languages,
  locales,
  pathIn,
  useLanguage,
  usePaths,
  type Language,
} from '#pages/language';
