export { copyOfFiled, type Answer, type AnswersOfTopic, type FiledCopy } from './filed-copy';
export type { DocumentOfCase, Letterhead } from './letterhead';
export { mandateConfirmation, type MandateConfirmation } from './mandate';
export { noticeLetter, type NoticeLetter } from './notice';
export { paymentReceipt, type PaymentReceipt } from './receipt';
