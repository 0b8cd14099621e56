export {
  germanPath,
  languageOfPath,
  languages,
  locales,
  pathIn,
  useLanguage,
  usePaths,
  type Language,
} from '#pages';
