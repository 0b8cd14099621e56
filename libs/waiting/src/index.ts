export { rest, Waiter, type Waiting } from './waiter';
export { Together } from './together';
export { Turns } from './turns';
