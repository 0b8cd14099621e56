import { logoProblem } from './logo';

const drawn = (content: string, attributes = 'viewBox="0 0 36 44"') =>
  logoProblem(`<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${content}</svg>`);

test('a sign that is only drawn can be shown', () => {
  const gradient =
    '<defs><linearGradient id="a"><stop offset="0" stop-color="#fff"/></linearGradient></defs>' +
    '<g fill="url(#a)"><path d="M0 0h36v44z"/><use href="#b"/></g>';
  expect(drawn(gradient)).toBeUndefined();
});

test.each([
  ['<script>alert(1)</script>', 'must not contain <script>'],
  ['<foreignObject/>', 'must not contain <foreignObject>'],
  ['<image href="https://elsewhere.example/a.png"/>', 'must not contain <image>'],
  ['<style>@import "https://elsewhere.example"</style>', 'must not contain <style>'],
  ['<path onload="alert(1)" d="M0 0"/>', 'must not have onload="alert(1)"'],
  ['<path style="fill: url(https://elsewhere.example)"/>', 'must not have style='],
  ['<use href="https://elsewhere.example/a.svg#b"/>', 'must not have href='],
  ['<use xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="javascript:alert(1)"/>', 'xlink:href='],
  ['<path fill="url( https://elsewhere.example )"/>', 'must not have fill='],
  ['<path d="M0 0">', 'is no well-formed SVG'],
])('%s is refused: a sign does nothing but be seen', (content, reason) => {
  expect(drawn(content)).toContain(reason);
});

test('what is no picture, or cannot be scaled, is refused', () => {
  expect(drawn('', '')).toBe('needs a viewBox, so that it can be scaled');
  expect(logoProblem('<g viewBox="0 0 1 1"/>')).toBe('is no SVG: it begins with <svg …>');
  expect(logoProblem('<!DOCTYPE svg [<!ENTITY a "b">]><svg viewBox="0 0 1 1"/>')).toBe(
    'must not have a DOCTYPE',
  );
});
