const { join } = require('node:path');
const Sequencer = require('@jest/test-sequencer').default;

/**
 * What takes longest, longest first; most of it is waiting, so the other workers have the machine meanwhile. Jest knows how long a file
 * takes once it has run here; the first time it goes by size, by which these would come last, when nothing is left to run beside them.
 * Those that start a whole system stand apart, so that the machine starts one after the other; the one that kills services comes first, because nobody
 * looks at a page of that system meanwhile.
 */
const longest = [
  'deploy/test/paying.e2e.spec.ts',
  'apps/notification/test/notification.int.spec.ts',
  'libs/documents/src/clamd.int.spec.ts',
  'libs/messaging/test/broker-away.int.spec.ts',
  'apps/cli/test/story.e2e.spec.ts',
  'libs/database/src/hanging.int.spec.ts',
  'libs/messaging/test/consumers.int.spec.ts',
  'libs/messaging/test/relay.int.spec.ts',
  'libs/messaging/test/parked.int.spec.ts',
  'libs/messaging/test/killed.int.spec.ts',
  'deploy/local/test/start.e2e.spec.ts',
  'apps/payment/test/stand-in-provider.spec.ts',
  'deploy/test/former-version.e2e.spec.ts',
  'apps/portal-web/test/every-page.e2e.spec.ts',
  'apps/portal-web/test/follow.e2e.spec.ts',
  'apps/portal-web/test/information.e2e.spec.ts',
  'apps/portal-web/test/form.e2e.spec.ts',
  'apps/portal-web/test/own-data.e2e.spec.ts',
  'apps/portal-web/test/sign-in.e2e.spec.ts',
  'apps/application/test/papers.int.spec.ts',
  'libs/forms/test/growth.spec.ts',
].map((file) => join(__dirname, file));

module.exports = class LongestFirst extends Sequencer {
  /** @override @param {import('@jest/test-result').Test[]} tests */
  async sort(tests) {
    /** @param {import('@jest/test-result').Test} test */
    const place = ({ path }) => {
      const index = longest.indexOf(path);
      return index === -1 ? longest.length : index;
    };
    // Stable: beside these, jest's own order.
    return [...(await super.sort(tests))].sort((one, other) => place(one) - place(other));
  }
};
