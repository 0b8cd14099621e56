import { copyOfFiled, noticeLetter } from '#pdf';
import { benchmark, report } from './benchmark';
import { keep, printFigures } from './figures';
import { copyOf, notice } from './papers';

/**
 * What the papers of a case cost: CPU time and bytes of the copy of a form with 12 and with 60 fields, and of a notice; and what
 * the first one of a process costs, which reads the fonts.
 *
 * npm run bench -- pdf
 */
const warmUp = 10;
const rounds = 100;

benchmark(async () => {
  const first = await measured(() => copyOfFiled(copyOf(12)), 1);
  report('the first one is made');
  const papers = {
    'copy, 12 fields': () => copyOfFiled(copyOf(12)),
    'copy, 60 fields': () => copyOfFiled(copyOf(60)),
    notice: () => noticeLetter(notice),
  };
  const figures = [{ what: 'first copy of a process, CPU', value: first.cpuMs, unit: ' ms' }];
  for (const [what, make] of Object.entries(papers)) {
    await measured(make, warmUp);
    const { cpuMs, bytes } = await measured(make, rounds);
    figures.push({ what: `${what}, CPU`, value: cpuMs, unit: ' ms' });
    figures.push({ what: `${what}, size`, value: bytes, unit: ' bytes' });
    report(what);
  }
  printFigures(figures);
  return keep('pdf', { rounds, figures });
});

/** CPU time of one, in ms, of all threads; and its size. */
async function measured(make: () => Promise<Buffer>, times: number) {
  const before = process.cpuUsage();
  let bytes = 0;
  for (let nth = 0; nth < times; nth += 1) bytes = (await make()).length;
  const { user, system } = process.cpuUsage(before);
  return { cpuMs: (user + system) / 1_000 / times, bytes };
}
