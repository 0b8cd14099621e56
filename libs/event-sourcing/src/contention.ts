/** Attempts before a conflict is the caller's. Of n writers at once one always succeeds, so this bounds how many can meet. */
export const mostAttempts = 40;
/** Longest pause between two attempts, in ms. */
const maxPauseMs = 40;

/** The pause after a conflict, in ms: longer with every attempt, and never the same for two who met. @param attempts how many there were */
export function afterConflict(attempts: number): Promise<void> {
  const ms = Math.random() * Math.min(maxPauseMs, 2 ** (attempts - 1));
  return new Promise((resolve) => setTimeout(resolve, ms));
}
