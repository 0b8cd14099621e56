export { rest, Waiter, type Waiting } from './waiter';
