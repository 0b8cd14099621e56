import { afterConflict, mostAttempts, VersionConflict } from '#event-sourcing';

/**
 * Begins a transaction anew that met another one of the same account: of several changes at once one goes first, the others look
 * again, as `runCommand` does outside of a transaction.
 * @param isContested what says that it met another one, beside a conflict of versions
 */
export async function uncontested<T>(
  transaction: () => Promise<T>,
  isContested: (error: unknown) => boolean = () => false,
): Promise<T> {
  for (let attempts = 1; ; attempts++) {
    try {
      return await transaction();
    } catch (error) {
      const contested = error instanceof VersionConflict || isContested(error);
      if (attempts === mostAttempts || !contested) throw error;
      await afterConflict(attempts);
    }
  }
}
