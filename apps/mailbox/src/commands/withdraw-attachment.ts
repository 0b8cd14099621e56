import { Id, Problem } from '#http';
import { caseOf } from '../domain/thread';
import { command } from './command';

export class WithdrawAttachmentInput {
  @Id()
  documentId!: string;
}

/** Withdraws an attachment in which a scan has found malware, also where somebody has opened it before. */
export const withdrawAttachment = command({
  name: 'withdraw-attachment',
  summary: 'Withdraws an attachment in which malware was found',
  sides: ['case'],
  input: WithdrawAttachmentInput,
  ownRoute: true,

  async prepare({ input: { documentId }, facts }) {
    const finds = (await facts.attachments()).find(({ id, isBound }) => id === documentId && isBound);
    if (finds === undefined) throw new Problem('not-found');
    return { documentId, finds };
  },

  decide(thread, { documentId, at }) {
    const isOpen = thread.attachments.some((one) => one.documentId === documentId && one.withdrawn !== true);
    return isOpen ? [{ type: 'AttachmentWithdrawn', data: { ...caseOf(thread), documentId, at } }] : [];
  },
});
