import { usePaths } from '../language';
import type { NextStep } from '../case-course';

/** Where the person does what comes next in a case. @param id of the application */
export function usePathOfStep(): (id: string, step: NextStep) => string {
  const to = usePaths();
  return (id, step) => {
    switch (step.is) {
      case 'fill-in':
        return to(`/antraege/${id}/formular`);
      case 'pay':
        return to(`/antraege/${id}/bezahlen`);
      case 'supply':
        return `${to(`/antraege/${id}`)}#nachreichen`;
      case 'open-notice':
        return `${to(`/antraege/${id}`)}#bescheid`;
      case 'payment-under-way':
      case 'review':
      case 'notice-coming':
      case 'notice-by-post':
      case 'nothing':
        return to(`/antraege/${id}`);
    }
  };
}
