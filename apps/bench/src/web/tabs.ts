import { dogRegistration, Staff, type Person } from '#portal-client';
import { report } from '../benchmark';
import type { Figure } from '../figures';
import { settled, usePerSecond } from '../http/idle';
import { OpenPage } from '../http/open-page';
import { sumOf } from '../http/processes';
import type { OwnSystem } from '../http/system';
import type { Looked } from './looked';

/** More than that one person may not have. */
const tabsEach = 8;
const idleSeconds = 30;
/** So often a page that is looked at says that it is open. */
const sayingMs = 60_000;

/**
 * What open tabs of the back-office cost all processes of a system in which nothing happens: each has its stream, and a case that is
 * looked at, which it says once a minute. Everybody who works on cases has as many as one person may have.
 */
export async function openTabs({ system, pages: { list } }: Looked): Promise<Figure[]> {
  const { person } = list;
  const { id } = await person.submit(await person.draft('hundesteuer-anmeldung', dogRegistration()));
  report(`waiting until the system has settled, then ${idleSeconds} s without tabs`);
  await settled(system);
  const without = sumOf(await usePerSecond(system, idleSeconds));
  const staff: Staff[] = [];
  const tabs: OpenPage[] = [];
  try {
    for (const user of working(system)) {
      const one = await Staff.signIn(system.run, user);
      staff.push(one);
      for (let tab = 0; tab < tabsEach; tab += 1) tabs.push(await OpenPage.of(one));
    }
    // A tab says it for a case that its reader may see; the others are answered that there is none, which costs as much but its row.
    let nth = 0;
    const saying = setInterval(() => void say(staff[(nth += 1) % staff.length], id), sayingMs / tabs.length);
    report(`waiting until it has settled again, then ${idleSeconds} s with ${tabs.length} tabs`);
    await settled(system);
    const used = sumOf(await usePerSecond(system, idleSeconds));
    clearInterval(saying);
    return [
      {
        what: `office, ${tabs.length} open tabs`,
        // ms of a second are tenths of a per cent.
        value: (used - without) / 10,
        ceiling: (5 * tabs.length) / 200,
        unit: ' %',
      },
      { what: 'office, the same without tabs', value: without / 10, unit: ' %' },
    ];
  } finally {
    for (const tab of tabs) tab.close();
    for (const one of staff) one.close();
  }
}

/** Who works on cases, of all cities. */
function working({ run }: OwnSystem): string[] {
  return run.logins.staff
    .filter(({ roles }) => roles.includes('caseworker') || roles.includes('head-of-office'))
    .map(({ user }) => user);
}

/** Says that somebody looks at a case. */
async function say(person: Person | undefined, caseId: string): Promise<void> {
  if (person === undefined) return;
  const url = `${person.site}/api/applications/${caseId}/presence`;
  await person.browser.request('PUT', url).catch(() => undefined);
}
