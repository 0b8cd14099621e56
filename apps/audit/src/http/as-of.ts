import { Problem } from '#http';
import type { Moment } from '../read-models/witness';

const moment =
  /^(?<day>(?:19[7-9]\d|[2-9]\d{3})-\d{2}-\d{2})(?:T(?<time>\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)(?<zone>Z|[+-](?:0\d|1[0-4]):[0-5]\d)?)?$/;

/**
 * Reads `asOf`: a version (`3`), a time (`2026-11-20T15:42:13.123456Z`), or a day, which means its end; absent means now.
 * What names no zone is meant as the clock at the town hall shows it: Europe/Berlin.
 * @throws Problem `malformed-moment`
 */
export function readAsOf(asOf: string | undefined): Moment {
  if (asOf === undefined) return {};
  if (/^[1-9]\d{0,8}$/.test(asOf)) return { version: Number(asOf) };
  // A "+" that was not encoded arrives as a blank.
  const { day, time = '23:59:59.999999', zone } = moment.exec(asOf.replace(' ', '+'))?.groups ?? {};
  if (day === undefined || !isRealDay(day)) throw new Problem('malformed-moment');
  const local = `${day}T${time}`;
  const read = `${local}${zone ?? offsetInBerlin(local)}`;
  if (Number.isNaN(Date.parse(read))) throw new Problem('malformed-moment');
  return { time: read };
}

/** When a day begins in Berlin, as a time of UTC. @param day `2026-11-20` */
export const beginningOf = (day: string): string =>
  new Date(`${day}T00:00${offsetInBerlin(`${day}T00:00`)}`).toISOString();

const clockInBerlin = new Intl.DateTimeFormat('sv-SE', {
  dateStyle: 'short',
  timeStyle: 'short',
  timeZone: 'Europe/Berlin',
});

/** The offset from UTC at a time of the clock in Berlin: of the hour that is there twice in autumn, the second. */
function offsetInBerlin(local: string): string {
  const summer = new Date(`${local}+02:00`);
  const winter = new Date(`${local}+01:00`);
  const shows = (at: Date) =>
    !Number.isNaN(at.getTime()) && clockInBerlin.format(at).replace(' ', 'T') === local.slice(0, 16);
  return shows(summer) && !shows(winter) ? '+02:00' : '+01:00';
}

/** `Date.parse` takes 30 February for 2 March. */
function isRealDay(time: string): boolean {
  const [year, month, day] = time.split('-').map(Number) as [number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
