import { v5 as uuidv5 } from 'uuid';
import type { Paper } from '../domain/paper';

/** The id of the document that a paper is: the same whenever it is made, so that it can be spoken of before. */
export function paperId(applicationId: string, paper: Paper): string {
  switch (paper.kind) {
    case 'copy':
      return uuidv5('copy', applicationId);
    case 'notice':
      return uuidv5(`notice ${paper.about}`, applicationId);
  }
}
