import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startBrowser } from '#browser';
import { arriveAt, officePages, portalPages, Scene, type PortalPage } from '#portal-pages';
import { readRunFile } from '#portal-client';
import { command } from './command';
import { ProgressBar } from './progress-bar';
import { counted } from './wording';

const languages = ['de', 'en'] as const;

/**
 * `npm run screenshots [-- --out .local/screenshots] [--only <part of a name>] [--widths 360,768,1280] [--language de,en]`:
 * a picture of every page in every state at each width in each language, of the running system. Ends with 1 and the names of what
 * could not be reached.
 */
command(async ({ state, calledFrom }) => {
  const { values } = parseArgs({
    options: {
      out: { type: 'string' },
      only: { type: 'string', default: '' },
      widths: { type: 'string', default: '360,768,1280' },
      language: { type: 'string', default: 'de,en' },
    },
  });
  const out = values.out === undefined ? join(state, 'screenshots') : resolve(calledFrom, values.out);
  const widths = values.widths.split(',').map(Number);
  if (!widths.every((width) => width >= 200 && width <= 4000))
    throw new Error(
      `--widths ${values.widths}: widths are numbers from 200 to 4000, with commas between them.`,
    );
  const spoken = languages.filter((language) => values.language.split(',').includes(language));
  const all = [...portalPages, ...officePages];
  const pages = all.filter(({ name }) => name.includes(values.only));
  if (pages.length === 0)
    throw new Error(`--only ${values.only}: no page has that in its name; there are ${names(all)}.`);

  const scene = new Scene(await readRunFile(state));
  const browser = await startBrowser();
  const failures: string[] = [];
  prepare(out, values.only);
  const wanted = pages.flatMap((page) => spoken.map((language) => ({ page, language })));
  const bar = new ProgressBar('pages', wanted.length);
  try {
    for (const { page, language } of wanted) {
      try {
        const visit = await arriveAt(browser, page, scene, { language, reducedMotion: true });
        for (const width of widths) {
          await visit.page.setViewportSize({ width, height: 800 });
          const file = join(out, `${page.name}${language === 'de' ? '' : '-en'}-${width}.png`);
          await visit.page.screenshot({ path: file, fullPage: true });
        }
        await visit.end();
      } catch (error) {
        failures.push(`${page.name} (${language}): ${firstLine(error)}`);
      }
      bar.step();
    }
  } finally {
    bar.end();
    scene.end();
    await browser.close();
  }
  for (const failure of failures) console.log(`✗ ${failure}`);
  const pictures = (wanted.length - failures.length) * widths.length;
  console.log(
    `${counted(pictures, 'picture')} in ${out}; ${counted(failures.length, 'page')} could not be reached.`,
  );
  if (failures.length > 0) process.exitCode = 1;
});

/** Takes away the pictures that will be made anew, so that none of a page that is gone is left. */
function prepare(out: string, only: string): void {
  mkdirSync(out, { recursive: true });
  for (const file of readdirSync(out).filter((name) => name.endsWith('.png') && name.includes(only)))
    rmSync(join(out, file));
}

function names(pages: readonly PortalPage[]): string {
  return pages.map(({ name }) => name).join(', ');
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
