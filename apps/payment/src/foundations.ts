import { wronglyKnown } from '#documents';
import type { DataKeys } from '#encryption';
import type { Foundation } from '#verification';
import type { IssuedPaper } from './domain/paper';

/** The key that opens what is sealed in a payment: one for each. */
const dataKey = (keys: DataKeys): Foundation => ({
  table: 'encryption.data_keys',
  async missing(client, tenant, histories) {
    const ids = histories
      .filter(({ streamType }) => streamType === 'payment')
      .map(({ streamId }) => streamId);
    const unusable = await keys.unusable(client, tenant, ids);
    return new Map([...unusable].map(([streamId, wrong]) => [streamId, `the key of its content ${wrong}`]));
  },
});

/** What is known of the papers of a payment beside its history. */
const papers: Foundation = {
  table: 'documents.documents',
  missing: (client, tenant, histories) =>
    wronglyKnown(
      client,
      tenant,
      histories.flatMap(({ streamId, streamType, events }) =>
        streamType !== 'payment'
          ? []
          : events
              .filter(({ type }) => type === 'ReceiptIssued' || type === 'MandateConfirmed')
              .map(({ data }) => ({ streamId, ...(data as IssuedPaper) })),
      ),
    ),
};

export const foundations = (keys: DataKeys): readonly Foundation[] => [dataKey(keys), papers];
