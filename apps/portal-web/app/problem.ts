export {
  found,
  isProblem,
  notFound,
  offline,
  problemIn,
  problemOf,
  slugOf,
  versionOf,
  type Problem,
  type Sent,
} from '#pages';
