import { attachmentNamed, givenName, safeName } from './document-name';

const pdf = 'application/pdf';

test.each([
  ['Mietvertrag.pdf', 'Mietvertrag.pdf'],
  ['C:\\Users\\Erika\\Ausweis.pdf', 'Ausweis.pdf'],
  ['../../etc/passwd', 'passwd'],
  ['Zeugnis\u0000\r\nSet-Cookie: a=b.pdf', 'ZeugnisSet-Cookie: a=b.pdf'],
  ['rechnung\u202efdp.exe', 'rechnungfdp.exe'],
  ['Müller\u0308.pdf', 'Müller\u0308.pdf'],
  ['', ''],
])('%j is kept as %j', (said, kept) => {
  expect(givenName(said)).toBe(kept);
});

test.each([
  ['rechnungfdp.exe', 'rechnungfdp.pdf'],
  ['lebenslauf.pdf.exe', 'lebenslauf.pdf.pdf'],
  ['a/b:c*?"<>|.pdf', 'b_c______.pdf'],
  ['...', 'document.pdf'],
  ['CON', '_CON.pdf'],
  ['nul.txt', '_nul.pdf'],
  ['Größe 10 m².pdf', 'Größe 10 m².pdf'],
])('%j is saved as %j', (name, saved) => {
  expect(safeName(name, pdf)).toBe(saved);
});

test('a long name is cut between characters', () => {
  expect(safeName('😀'.repeat(400), pdf)).toBe(`${'😀'.repeat(150)}.pdf`);
});

test('a name is told twice: in ASCII, and as it is', () => {
  expect(attachmentNamed('Größe "10%" (neu).pdf')).toBe(
    `attachment; filename="Gro_e _10__ (neu).pdf"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%2210%25%22%20%28neu%29.pdf`,
  );
});
