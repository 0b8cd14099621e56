import { SaxesParser } from 'saxes';

/** What a sign is drawn with; everything else could run, load or frame something. */
const drawn: ReadonlySet<string> = new Set(
  (
    'svg g path rect circle ellipse line polyline polygon defs use symbol title desc clipPath mask ' +
    'linearGradient radialGradient stop'
  ).split(' '),
);

/** What is wrong with the SVG of a city's sign, in one sentence; undefined where it can be shown. */
export function logoProblem(svg: string): string | undefined {
  const parser = new SaxesParser();
  let problem: string | undefined;
  let root: string | undefined;
  const wrong = (reason: string): void => {
    problem ??= reason;
  };
  parser.on('error', ({ message }) => wrong(`is no well-formed SVG (${message})`));
  parser.on('doctype', () => wrong('must not have a DOCTYPE'));
  parser.on('processinginstruction', () => wrong('must not have processing instructions'));
  parser.on('opentag', ({ name, attributes }) => {
    root ??= name;
    if (!drawn.has(name)) wrong(`must not contain <${name}>; allowed are ${[...drawn].join(', ')}`);
    if (name === root && attributes['viewBox'] === undefined)
      wrong('needs a viewBox, so that it can be scaled');
    for (const [attribute, value] of Object.entries(attributes))
      if (isActive(attribute, value)) wrong(`must not have ${attribute}="${value.slice(0, 40)}"`);
  });
  parser.write(svg.trim()).close();
  if (root !== 'svg') wrong('is no SVG: it begins with <svg …>');
  return problem;
}

/** Whether an attribute runs something, or leads out of the picture. */
function isActive(name: string, value: string): boolean {
  if (/^on/i.test(name) || name === 'style') return true;
  if (/(^|:)href$/i.test(name)) return !value.startsWith('#');
  return /url\s*\(\s*(?!#)/i.test(value);
}
