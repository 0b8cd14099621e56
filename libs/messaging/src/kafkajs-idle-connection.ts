import RequestQueue from 'kafkajs/src/network/requestQueue';

/**
 * A connection of kafkajs 2.2.4 wakes up every millisecond for as long as it is open, because its queue sets a timer for
 * requests that wait also when none does (a negative time, of which newer Node versions warn: TimeoutNegativeWarning).
 * Whatever begins to wait sets the timer itself.
 */
export function letIdleConnectionsIdle(): void {
  RequestQueue.prototype.scheduleCheckPendingRequests = function (this: RequestQueue) {
    if (this.pending.length > 0) original.call(this);
  };
}

const original = RequestQueue.prototype.scheduleCheckPendingRequests;
