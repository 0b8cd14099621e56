import { CalendarDate, Flag, LatinText, OneOf } from '#http';
import { ageOn, dateInBerlin } from '../domain/berlin';
import { relations, type Relation } from '../domain/representation';
import { command } from './command';
import type { Concerned } from './contents';
import { invalidField } from './invalid-field';
import { textOf } from './known-profile';

const nameLength = 200;

export class RepresentInput {
  @OneOf(relations, { description: 'What the person concerned is to the one who acts.', example: 'child' })
  relation!: Relation;

  @LatinText(nameLength, {
    description: 'Given names of the person concerned.',
    example: 'Mia',
    optional: true,
  })
  givenName?: string;

  @LatinText(nameLength, { description: 'Family name.', example: 'Mustermann', optional: true })
  familyName?: string;

  @CalendarDate({ description: 'Date of birth.', example: '2015-03-01', optional: true })
  dateOfBirth?: string;

  @LatinText(nameLength, { description: 'Of a company: its name.', example: 'Muster GmbH', optional: true })
  organisation?: string;

  @CalendarDate({ description: 'Last day of the mandate, where it has one.', optional: true })
  endsOn?: string;

  @Flag({
    description:
      'I may act for this person or company; of a child: with the consent of everybody who has custody.',
    example: true,
  })
  entitled!: boolean;
}

/** Until which age somebody else acts for a person as their guardian (§ 2 BGB). */
const fullAge = 18;

/** What is said when the last day of a representation has passed. */
export const representationOver = {
  status: 409,
  title: {
    de: 'Der letzte Tag Ihrer Vertretungsmacht liegt in der Vergangenheit.',
    en: 'The last day on which you may act has passed.',
  },
  detail: { de: 'Bitte geben Sie an, bis wann sie gilt.', en: 'Please say until when you may.' },
} as const;

/**
 * Says for whom an application is that the one who acts does not file for themselves: a child, a ward, a company (law 7, W5). That they
 * may is declared and recorded; the person concerned and the person acting stay apart in everything that follows.
 */
export const represent = command({
  name: 'represent',
  summary: 'Says for whom the application is, where it is not for oneself: a child, a ward, a company',
  roles: ['citizen'],
  transitions: [{ from: ['draft'], to: ['unchanged'] }],
  input: RepresentInput,

  async prepare({ input, acting, application, facts, at }) {
    const { relation, entitled, endsOn, ...given } = input;
    const person = concernedIn(relation, given);
    const today = dateInBerlin(at);
    if (person.dateOfBirth !== undefined && person.dateOfBirth > today) {
      const [de, en] = ['Dieser Tag liegt in der Zukunft.', 'This day lies ahead.'];
      throw invalidField('/dateOfBirth', 'not-in-the-future', de, en);
    }
    const contents = await facts.contents();
    const { attributes } = await facts.profile(acting.personId);
    const ownBirth = textOf(attributes, 'dateOfBirth');
    return {
      relation,
      entitled,
      ...(endsOn !== undefined && { endsOn }),
      person: contents.sealUnlessSame('concerned', person, application.representation?.person),
      /** Why the one who acts cannot be it, where that is known. */
      isUnderAge: ownBirth !== undefined && ageOn(today, ownBirth) < fullAge,
      isAdult: relation === 'child' && ageOn(today, person.dateOfBirth ?? today) >= fullAge,
      isOver: endsOn !== undefined && endsOn < today,
    };
  },

  isSoAlready: ({ representation }, { relation, person, endsOn }) =>
    representation?.relation === relation &&
    representation.person === person &&
    representation.endsOn === endsOn,

  decide(_, { relation, entitled, endsOn, person, isUnderAge, isAdult, isOver, at: declaredAt }, refuse) {
    if (!entitled) throw refuse('not-entitled');
    if (isUnderAge) throw refuse('representative-under-age');
    if (isAdult) throw refuse('not-a-minor');
    if (isOver) throw refuse('representation-over');
    const data = { relation, person, declaredAt, ...(endsOn !== undefined && { endsOn }) };
    return [{ type: 'RepresentationDeclared', data }];
  },

  refusals: {
    'not-entitled': {
      status: 422,
      title: {
        de: 'Ohne die Erklärung, dass Sie dazu berechtigt sind, geht es nicht.',
        en: 'This needs your declaration that you are entitled to it.',
      },
      detail: {
        de: 'Für ein Kind erklären Sie zugleich, dass alle Sorgeberechtigten einverstanden sind.',
        en: 'For a child you declare at the same time that everybody who has custody agrees.',
      },
    },
    'representative-under-age': {
      status: 409,
      title: {
        de: 'Wer minderjährig ist, kann niemanden vertreten.',
        en: 'Nobody under age can act for somebody else.',
      },
    },
    'not-a-minor': {
      status: 409,
      title: {
        de: 'Wer volljährig ist, stellt den Antrag selbst oder gibt Ihnen eine Vollmacht.',
        en: 'Adults file themselves, or give you a mandate.',
      },
      detail: {
        de: 'Eine Vollmacht gibt die Person unter „Meine Daten“.',
        en: 'The person gives a mandate in their profile.',
      },
    },
    'representation-over': representationOver,
  },

  history: {
    RepresentationDeclared: {
      says: { de: 'Vertretung erklärt', en: 'Representation declared' },
      facts: ({ relation, endsOn }) => ({ relation, ...(endsOn !== undefined && { endsOn }) }),
      content: { in: 'person', as: 'concerned', forCitizens: true },
    },
  },
});

/** Who is concerned; a person is named with their date of birth, a company by its name. @throws Problem `invalid-input` */
function concernedIn(
  relation: Relation,
  { givenName, familyName, dateOfBirth, organisation }: Omit<RepresentInput, 'relation' | 'entitled'>,
): Concerned {
  const demand = <Value>(value: Value | undefined, field: string): Value => {
    if (value === undefined)
      throw invalidField(`/${field}`, 'required', 'Diese Angabe fehlt.', 'This entry is missing.');
    return value;
  };
  if (relation === 'company') return { organisation: demand(organisation, 'organisation') };
  return {
    givenName: demand(givenName, 'givenName'),
    familyName: demand(familyName, 'familyName'),
    dateOfBirth: demand(dateOfBirth, 'dateOfBirth'),
  };
}
