export { germanPath, languageOfPath, languages, pathIn, useLanguage, usePaths, type Language } from '#pages';
