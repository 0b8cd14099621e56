import { setTimeout as delay } from 'node:timers/promises';

/**
 * A process that runs. `exited` says how it ended; `stop` lets it drain and resolves when it is gone; `kill` does not wait.
 * @typedef {{ pid: number, exited: Promise<string>, stop: () => Promise<void>, kill: () => void }} Running
 * @typedef {() => Promise<Running>} Launch
 */

const firstPauseMs = 500;
/** Nobody waits longer for one that was killed again and again, and one that cannot start costs little at this pace. */
const longestPauseMs = 5_000;
/** A process that ran this long was healthy: the next pause is the first again. */
const healthyMs = 10_000;
/** So many ends of one process before the system was ready mean that it will not come up. */
const patience = 3;

/** Keeps processes running: one that dies is started again, later each time, and every time this is said. */
export class Supervisor {
  /** @type {Map<string, { launch: Launch, running: Running | undefined, stopping: boolean }>} */
  #members = new Map();
  #stopping = false;
  /** Set once the system was ready: from then on nothing is given up. */
  ready = false;

  /**
   * @param {{ line: (text: string) => void, changed: () => void, givenUp: (name: string, how: string) => void }} reports
   * `changed` is called when a process has another process id; `givenUp` when one will not come up at all.
   */
  constructor(reports) {
    this.reports = reports;
  }

  /** Starts a process and keeps it running. @param {string} name @param {Launch} launch @returns {Promise<Running>} */
  async start(name, launch) {
    const member = { launch, running: await launch(), stopping: false };
    this.#members.set(name, member);
    void this.#keepRunning(name);
    return member.running;
  }

  /** The process ids that run now. @returns {{ name: string, pid: number }[]} */
  processes() {
    return [...this.#members].flatMap(([name, { running }]) => (running ? [{ name, pid: running.pid }] : []));
  }

  /** The process that runs now under a name. @param {string} name @returns {number | undefined} */
  pidOf(name) {
    return this.#members.get(name)?.running?.pid;
  }

  /** Lets one process drain, then starts it again. @param {string} name */
  async restart(name) {
    const member = this.#members.get(name);
    if (!member?.running || member.stopping || this.#stopping) return;
    member.stopping = true;
    await member.running.stop();
    member.running = await member.launch();
    member.stopping = false;
    this.reports.changed();
    void this.#keepRunning(name);
  }

  /**
   * Ends everything, group after group; the processes of a group drain side by side.
   * @param {(name: string) => number} groupOf lower groups end first
   */
  async stopAll(groupOf) {
    this.#stopping = true;
    const groups = [...new Set([...this.#members.keys()].map(groupOf))].sort((a, b) => a - b);
    for (const group of groups) {
      const members = [...this.#members].filter(([name]) => groupOf(name) === group);
      await Promise.all(members.map(async ([, { running }]) => running?.stop()));
    }
  }

  /** Ends everything at once, without draining. */
  killAll() {
    this.#stopping = true;
    for (const { running } of this.#members.values()) running?.kill();
  }

  /** @param {string} name */
  async #keepRunning(name) {
    const member = this.#members.get(name);
    let ends = 0;
    while (member?.running) {
      const since = Date.now();
      const how = await member.running.exited;
      if (this.#stopping || member.stopping) return;
      member.running = undefined;
      ends = Date.now() - since > healthyMs ? 1 : ends + 1;
      if (!this.ready && ends >= patience) return this.reports.givenUp(name, how);

      const pause = Math.min(firstPauseMs * 2 ** (ends - 1), longestPauseMs);
      this.reports.line(`  ! ${name} ended (${how}); starting it again in ${pause / 1000} s`);
      this.reports.changed();
      await delay(pause);
      if (this.#stopping) return;
      try {
        member.running = await member.launch();
        this.reports.line(`  ✓ ${name} runs again (process ${member.running.pid})`);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        member.running = failed(reason);
      }
      if (this.#stopping) return void member.running.stop(); // asked to end while it was starting
      this.reports.changed();
    }
  }
}

/** A start that failed counts as a process that ended at once. @param {string} reason @returns {Running} */
function failed(reason) {
  return { pid: -1, exited: Promise.resolve(reason), stop: () => Promise.resolve(), kill: () => undefined };
}
