import { createApi } from '#api-client';
import { same, withFirstItems, type JsonObject } from '#forms';
import { problemOf, slugOf, versionOf, type Problem } from '../problem';
import { keptBefore, type Draft } from './draft';
import { savable } from '#form-fields';
import { merged, patchBetween, type Clash } from './merging';
import { forgetUnsaved, keepUnsaved, unsavedOf } from './unsaved';

/** How long somebody has to pause before what they typed is saved, in milliseconds. */
const pauseMs = 800;
/** How long until the next try while the line or the portal is away, in milliseconds: longer with each. */
const triesMs = [2_000, 5_000, 10_000, 30_000];

/** Where saving stands. */
export type Saving =
  | 'saved'
  | 'saving'
  /** No connection. */
  | 'offline'
  /** The portal does not answer. */
  | 'away'
  /** The session is over. */
  | 'signed-out'
  /** Another tab or device has changed the draft. */
  | 'stale'
  /** The portal does not take it; `problem` says why. */
  | 'refused';

/** What the page shows. */
export interface Saved {
  readonly saving: Saving;
  readonly version: string;
  readonly savedAt: string;
  readonly endsAt: string;
  readonly problem: Problem | undefined;
}

/** What is on its way: sent again as it is until somebody answers, so that it takes effect once. */
interface Sending {
  readonly patch: JsonObject;
  readonly version: string;
  readonly key: string;
  /** What the draft holds after it. */
  readonly after: JsonObject;
}

/** What the draft holds, and since when. */
interface Newest {
  readonly form: JsonObject;
  readonly told: Pick<Saved, 'version' | 'savedAt' | 'endsAt'>;
}

/**
 * Saves a draft while somebody types: after each pause, one save after the other, upon the version that was seen last. What cannot
 * be saved is kept for this tab until it can.
 */
export class DraftSaving {
  #saved: Saved;
  #kept: JsonObject;
  #entered: JsonObject;
  #sending: Sending | undefined;
  #running: Promise<void> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #tries = 0;
  readonly #listeners = new Set<() => void>();
  readonly #api = createApi({ baseUrl: '' });

  constructor(
    private readonly draft: Draft,
    private readonly personId: string,
    private csrf: string,
  ) {
    const { version, savedAt, endsAt } = draft;
    this.#kept = keptBefore(draft);
    this.#entered = withFirstItems(draft.form, draft.data);
    this.#saved = { saving: 'saved', version, savedAt, endsAt, problem: undefined };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly snapshot = (): Saved => this.#saved;

  /** Whether something that was typed is not saved. */
  get isUnsaved(): boolean {
    return this.#sending !== undefined || this.#patch() !== undefined;
  }

  /** Takes what is entered now. */
  change(entered: JsonObject): void {
    this.#entered = entered;
    if (!this.isUnsaved) return;
    if (this.#saved.saving !== 'saved' && this.#saved.saving !== 'saving') this.#keep();
    if (this.#saved.saving === 'stale') return;
    this.#later(pauseMs);
  }

  /** Saves now what is not. @param leaving the page goes away: the browser finishes by itself */
  async flush({ leaving = false } = {}): Promise<Saving> {
    clearTimeout(this.#timer);
    while (this.isUnsaved) {
      this.#running ??= this.#send(leaving).finally(() => (this.#running = undefined));
      await this.#running;
      if (this.#saved.saving !== 'saved') break;
    }
    return this.#saved.saving;
  }

  /** A draft that was loaded anew, by going to another step. @returns whether it holds something else than was known here */
  adopt({ version, savedAt, endsAt, data }: Draft): boolean {
    if (this.isUnsaved || version === this.#saved.version) return false;
    this.#kept = withFirstItems(this.draft.form, data);
    this.#entered = this.#kept;
    this.#tell({ saving: 'saved', version, savedAt, endsAt, problem: undefined });
    return true;
  }

  /** What this tab kept of this person when it could not be saved, brought together with what the draft holds now. */
  restore(): { readonly entered: JsonObject; readonly clashes: readonly Clash[] } | undefined {
    const unsaved = unsavedOf(this.draft.id, this.personId);
    if (unsaved === undefined) return undefined;
    const { data, clashes } = merged(unsaved.base, unsaved.entered, this.#entered);
    if (same(data, this.#entered) && clashes.length === 0) {
      forgetUnsaved(this.draft.id);
      return undefined;
    }
    this.#entered = data;
    if (this.isUnsaved) {
      this.#keep();
      this.#later(0);
    }
    return { entered: data, clashes };
  }

  /**
   * Loads what another tab has made of the draft: what only one side has changed stays as it was changed.
   * @returns undefined where it cannot be loaded now
   */
  async loadNewest(): Promise<
    { readonly entered: JsonObject; readonly clashes: readonly Clash[] } | undefined
  > {
    const newest = await this.#newest();
    if (newest === undefined) return undefined;
    const { data, clashes } = merged(this.#kept, this.#entered, newest.form);
    this.#entered = data;
    this.#take(newest);
    if (this.isUnsaved) this.#later(0);
    else forgetUnsaved(this.draft.id);
    return { entered: data, clashes };
  }

  /** Tries again at once, e.g. when the line is back. */
  again(): void {
    const { saving } = this.#saved;
    if (saving === 'offline' || saving === 'away' || saving === 'signed-out') this.#later(0);
  }

  /** The page goes away: what is not saved is sent on its way, and kept for this tab until somebody sees that it arrived. */
  end(): void {
    clearTimeout(this.#timer);
    if (!this.isUnsaved) return;
    this.#keep();
    if (this.#saved.saving !== 'stale') void this.flush({ leaving: true });
  }

  #patch(): JsonObject | undefined {
    return patchBetween(this.#kept, savable(this.draft.form, this.#entered));
  }

  #later(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), ms);
  }

  async #send(leaving: boolean): Promise<void> {
    const sending = (this.#sending ??= this.#next());
    if (this.#saved.saving === 'saved') this.#tell({ saving: 'saving' });
    const { patch, version, key } = sending;
    const answer = await this.#api
      .PATCH('/api/applications/{id}/form', {
        params: {
          path: { id: this.draft.id },
          header: { 'If-Match': version, 'Idempotency-Key': key },
        },
        headers: { 'X-CSRF-Token': this.csrf, 'Content-Type': 'application/merge-patch+json' },
        body: patch as never,
        ...(leaving && { keepalive: true }),
      })
      .catch(() => undefined);
    if (answer === undefined) return this.#wait('offline');
    const problem = problemOf(answer);
    if (problem === undefined && answer.data?.draft !== undefined) {
      const { savedAt, endsAt } = answer.data.draft;
      this.#kept = sending.after;
      this.#sending = undefined;
      this.#tries = 0;
      this.#tell({ saving: 'saved', version: versionOf(answer), savedAt, endsAt, problem: undefined });
      if (!this.isUnsaved) forgetUnsaved(this.draft.id);
      return;
    }
    await this.#failed(answer.response.status, problem);
  }

  #next(): Sending {
    const after = savable(this.draft.form, this.#entered);
    const patch = patchBetween(this.#kept, after) ?? {};
    return { patch, version: this.#saved.version, key: crypto.randomUUID(), after };
  }

  async #failed(status: number, problem: Problem | undefined): Promise<void> {
    if (status === 401) return this.#stop('signed-out');
    if (status === 412 && (await this.#isMine())) return;
    if (status === 412) return this.#stop('stale');
    if (problem && slugOf(problem) === 'csrf-token-invalid' && (await this.#learnToken())) return;
    if (status >= 500 || status === 429 || status === 408) return this.#wait('away');
    this.#sending = undefined;
    this.#stop('refused', problem);
  }

  /** The session is another one since the page was loaded. @returns whether there is a new token, with which the same is sent again */
  async #learnToken(): Promise<boolean> {
    const me = await this.#api.GET('/api/me').catch(() => undefined);
    const token = me?.data?.csrfToken;
    if (token === undefined || token === this.csrf || me?.data?.personId !== this.personId) return false;
    this.csrf = token;
    this.#tell({ saving: 'saved' });
    return true;
  }

  /** What the draft holds now; undefined where it cannot be loaded. */
  async #newest(): Promise<Newest | undefined> {
    const answer = await this.#api
      .GET('/api/applications/{id}/form', { params: { path: { id: this.draft.id } } })
      .catch(() => undefined);
    if (answer?.data?.draft === undefined) return undefined;
    const { savedAt, endsAt } = answer.data.draft;
    const form = withFirstItems(this.draft.form, (answer.data.form ?? {}) as JsonObject);
    return { form, told: { version: versionOf(answer), savedAt, endsAt } };
  }

  #take({ form, told }: Newest): void {
    this.#kept = form;
    this.#sending = undefined;
    this.#tell({ ...told, saving: 'saved', problem: undefined });
  }

  /** Somebody was faster. @returns whether it was this page itself, as it went away, or somebody who entered just the same */
  async #isMine(): Promise<boolean> {
    const newest = await this.#newest();
    if (newest === undefined || !same(newest.form, savable(this.draft.form, this.#entered))) return false;
    this.#take(newest);
    return true;
  }

  #stop(saving: Saving, problem?: Problem): void {
    this.#tell({ saving, problem });
    this.#keep();
  }

  #wait(saving: 'offline' | 'away'): void {
    this.#stop(saving);
    this.#later(triesMs[Math.min(this.#tries, triesMs.length - 1)] ?? 30_000);
    this.#tries += 1;
  }

  #keep(): void {
    keepUnsaved(this.draft.id, this.personId, { base: this.#kept, entered: this.#entered });
  }

  #tell(change: Partial<Saved>): void {
    this.#saved = { ...this.#saved, ...change };
    for (const listener of this.#listeners) listener();
  }
}
