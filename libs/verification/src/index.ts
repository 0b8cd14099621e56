export {
  checkOneStream,
  checkStreams,
  type CheckedStream,
  type CheckedStreams,
  type ReadModelDifference,
} from './check-streams';
export { folding, type Folding } from './folding';
export { rebuildCommand } from './rebuild-command';
export { rebuildReadModel, type Rebuilt } from './rebuild-read-model';
export { StreamsModule } from './streams.module';
