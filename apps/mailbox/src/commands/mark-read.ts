import { ApiProperty } from '@nestjs/swagger';
import { NoInput } from '#commands';
import { caseOf } from '../domain/thread';
import { command } from './command';

/** What is unread after reading. */
export class ReadAnswer {
  @ApiProperty({ example: 0 }) readonly unread!: number;
}

/** Everything that one side saw counts as read by it; the office is one side, whoever of it reads. */
export const markRead = command({
  name: 'mark-read',
  summary: 'Everything that the own side saw in this thread counts as read',
  path: 'messages/read',
  answer: ReadAnswer,
  sides: ['citizen', 'office'],
  input: NoInput,
  prepare: () => ({}),

  decide(thread, { side }) {
    const by = side === 'citizen' ? 'citizen' : 'office';
    return thread.unread[by] === 0 ? [] : [{ type: 'MessagesRead', data: { ...caseOf(thread), by } }];
  },

  answers: (): ReadAnswer => ({ unread: 0 }),
});
