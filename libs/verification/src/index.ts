export { BackgroundCheck, type BackgroundWork } from './background-check';
export { type Change } from './changes';
export {
  checkStreams,
  checkTheseStreams,
  type CheckedStream,
  type CheckedStreams,
  type Log,
  type StreamRange,
} from './check-streams';
export { type ReadModelDifference, type Unreadable } from './compare-read-models';
export { type IntegrityFigures } from './figures';
export { type Foundation } from './foundations';
export { checkKeptAnswers, type CheckedAnswers, type WrongAnswer } from './kept-answers';
export { tellingOf, type Telling } from './told';
export { folding, type Folding } from './folding';
export { verificationMigrations } from './migrations';
export { rebuildCommand } from './rebuild-command';
export { rebuildReadModel, type Rebuilt } from './rebuild-read-model';
export { pageDueInMs, restAfterPageMs, type PacedRound } from './round-pace';
export { ScrapedGauges } from './scraped-gauges';
export { Integrity, StreamsModule } from './streams.module';
export { Verifier } from './verifier';
