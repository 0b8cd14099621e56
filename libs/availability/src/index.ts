export { Unavailable } from './unavailable';
export { Instances } from './instances';
