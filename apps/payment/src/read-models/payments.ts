import type { InlineReadModel } from '#event-sourcing';
import type { Payment } from '../domain/payment';

/** Every payment, one row each: the citizen's list, the office's and the treasury's. Written only by the append. */
export const payments: InlineReadModel<Payment> = {
  table: 'payment.payments',
  columns: {
    application_id: 'uuid',
    applicant_id: 'uuid',
    reference: 'text',
    service_key: 'text',
    office: 'text',
    policy: 'text',
    status: 'text',
    amount_cents: 'integer',
    method: 'text',
    differences: 'integer',
    refunds_to_approve: 'integer',
    fixed_at: 'timestamptz',
    updated_at: 'timestamptz',
  },
  row(payment, head) {
    if (payment.status === 'none') return undefined;
    return {
      application_id: payment.applicationId,
      applicant_id: payment.applicantId,
      reference: payment.reference,
      service_key: payment.serviceKey,
      office: payment.office,
      policy: payment.policy,
      status: payment.status,
      amount_cents: payment.amountCents,
      method: payment.attempts.at(-1)?.method ?? null,
      differences: payment.differences.length,
      refunds_to_approve: payment.refunds.filter(({ status }) => status === 'requested').length,
      fixed_at: payment.fixedAt,
      updated_at: head.recordedAt,
    };
  },
};
