import { defineProblems } from '#http';
import { commandProblems } from './commands';

/** What a refusal means to people: the commands' own (their words stand with them), and what identity says. */
export const applicationProblems = defineProblems({
  ...commandProblems,
  'notice-not-retrieved': {
    status: 409,
    title: {
      de: 'Diesen Bescheid können Sie noch nicht herunterladen.',
      en: 'You cannot download this notice yet.',
    },
    detail: {
      de: 'Rufen Sie ihn zuerst bei diesem Antrag ab. Haben Sie nicht eingewilligt, Bescheide online zu erhalten, kommt er mit der Post.',
      en: 'Retrieve it with this application first. If you have not consented to receive notices online, it comes by post.',
    },
  },
  'person-unknown': {
    status: 401,
    title: {
      de: 'Ihr Konto ist hier nicht mehr bekannt.',
      en: 'Your account is no longer known here.',
    },
    detail: {
      de: 'Es wurde nichts abgesendet. Bitte melden Sie sich ab und neu an; finden Sie Ihren Entwurf dann nicht, beginnen Sie den Antrag bitte neu.',
      en: 'Nothing was submitted. Please sign out and sign in again; if you do not find your draft then, please begin the application anew.',
    },
  },
});
