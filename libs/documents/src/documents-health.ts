import type { ObjectStore } from './object-store';
import { unseenPasses, type Scanner } from './scanner';

/** Less than a look at the whole service takes, in ms. */
const patienceMs = 1_500;

/** How the store and the scanner are, for `/health/ready`. */
export class DocumentsHealth {
  constructor(
    private readonly store: ObjectStore,
    private readonly scanner: Scanner | undefined,
  ) {}

  /** The parts of a service's health. Without store or scanner everything else goes on, so neither makes a service unready. */
  parts() {
    return { documents: () => this.storing(), scanner: () => this.scanning() };
  }

  private async storing(): Promise<object | undefined> {
    try {
      const degraded = await atOnce(this.store.check());
      return degraded === undefined ? { store: this.store.place } : { degraded };
    } catch {
      return {
        degraded: `documents can neither be handed in nor opened: ${this.store.place} does not answer`,
      };
    }
  }

  private async scanning(): Promise<object | undefined> {
    if (this.scanner === undefined) return { scans: 'none: documents are not scanned, by configuration' };
    try {
      await atOnce(this.scanner.check());
      return (await atOnce(this.scanner.passesUnseen()))
        ? { degraded: unseenPasses(this.scanner) }
        : undefined;
    } catch {
      return { degraded: `new documents wait for their scan: ${this.scanner.place} does not answer` };
    }
  }
}

/** Who asks for the health of a service does not wait for what hangs. */
async function atOnce<Answer>(check: Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer')), patienceMs);
  });
  try {
    return await Promise.race([check, late]);
  } finally {
    clearTimeout(timer);
  }
}
