/** The part of kafkajs' request queue (one per connection) that `kafkajs-idle-connection.ts` mends; kafkajs does not declare it. */
declare module 'kafkajs/src/network/requestQueue' {
  interface Options {
    readonly maxInFlightRequests: number;
    readonly requestTimeout: number;
    readonly enforceRequestTimeout: boolean;
    readonly clientId: string;
    readonly broker: string;
    readonly logger: { readonly debug: (message: string, extra?: object) => void };
  }
  interface PushedRequest {
    readonly entry: object;
    readonly expectResponse: boolean;
    readonly sendRequest: () => void;
  }
  class RequestQueue {
    constructor(options: Options);
    /** Requests that may not be sent yet. */
    readonly pending: readonly object[];
    /** The timer that will look at them again. */
    readonly throttleCheckTimeoutId: NodeJS.Timeout | null;
    push(request: PushedRequest): void;
    fulfillRequest(response: { correlationId: number; payload: object; size: number }): void;
    /** The broker asks for no requests during the next milliseconds. */
    maybeThrottle(milliseconds: number): void;
    scheduleCheckPendingRequests(): void;
  }
  export = RequestQueue;
}
