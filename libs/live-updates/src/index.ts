export { LiveUpdates, type LiveSource } from './live-updates';
export { office, person } from './audience';
