import { VersionConflict } from '#event-sourcing';

/** Of several changes of an account at once one goes first; so many times the others look again. */
const maxAttempts = 10;

/** Begins a transaction anew that met another one of the same account. @param isContested what says so, beside a conflict of versions */
export async function uncontested<T>(
  transaction: () => Promise<T>,
  isContested: (error: unknown) => boolean = () => false,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await transaction();
    } catch (error) {
      const contested = error instanceof VersionConflict || isContested(error);
      if (attempt === maxAttempts || !contested) throw error;
    }
  }
}
