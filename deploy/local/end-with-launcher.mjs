/**
 * Preloaded into every process that the launcher starts (`node --import`). The channel to the launcher closes when the
 * launcher ends, also when it was killed with -9; then this process drains like on any SIGTERM, and ends in any case.
 */
const patienceMs = 15_000;

if (process.channel) {
  process.once('disconnect', () => {
    setTimeout(() => process.exit(1), patienceMs).unref();
    process.kill(process.pid, 'SIGTERM');
  });
  process.channel.unref(); // a process that has nothing else to do may end
}
