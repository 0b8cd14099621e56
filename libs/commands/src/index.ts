export {
  asCitizen,
  asService,
  asStaff,
  personConcerned,
  rolesInPayments,
  type Acting,
  type ActingRole,
  type StaffRole,
} from './acting';
export { caseAccessAggregate, noteAccess, type CaseAccessed } from './case-access';
export { CommandRoutes, NoInput, type GivesCommands, type RoutedCommand } from './command-routes';
export { asExported, exportPage, exportPageSize, ExportQuery, wholeHistory, type ExportPage } from './export';
export { levelNames } from './level-names';
export { metadataOf } from './metadata';
export { finderIn, refusalsOf, type AskedOf, type CommandOptions, type DecidedOf } from './command-list';
