import { axe, overhanging, tabTo } from '#browser';
import { Staff, type Items, type RunFile, type SeenCase, type ThreadItem } from '#portal-client';
import { testBrowser, wholeSystem } from '#testing';
import { pdf } from '../../../libs/documents/test/files';
import { begun, filed, permitAsked, press } from './cases';

/** One case in the hands of its office. */

const browser = testBrowser();
let run: RunFile;
beforeAll(async () => {
  run = await wholeSystem();
}, 400_000);

test('what is allowed now is a button, nothing else is, and the rest says why', async () => {
  const { staff, citizen, id, reference } = await filed(run);
  await browser.visit({ person: staff }, async (page) => {
    await page.goto(`${staff.site}/vorgaenge/${id}`);
    await page.getByRole('heading', { level: 1, name: reference }).waitFor();
    const bar = page.getByRole('group', { name: 'Was jetzt möglich ist' });
    const allowed = (await staff.get<{ allowed: string[] }>(`/applications/${id}`)).allowed;
    expect(allowed).toContain('start');
    await bar.getByRole('button', { name: 'Bearbeitung beginnen' }).waitFor();
    expect(await bar.getByText('Entscheiden').count()).toBe(allowed.includes('decide') ? 1 : 0);
    await page.getByText('Zuweisen: das darf die Amtsleitung').waitFor();
    await page.getByText('Abschließen: erst wenn der Bescheid bekannt gegeben').waitFor();
    expect(await axe(page)).toEqual([]);
    await bar.getByRole('button', { name: 'Bearbeitung beginnen' }).click();
    await bar.getByRole('link', { name: /Entscheiden/ }).waitFor();
    // Whoever begins has it.
    await page.locator('.b-facts').getByText('Sie', { exact: true }).waitFor();
  });
  [staff, citizen].forEach((person) => person.close());
});

test('D6a W4 what came by post begins a case, whose person and linked case are a step away, and whose date rests', async () => {
  const clerk = await Staff.signIn(run, 'm.nguyen');
  const { citizen, reference } = await filed(run);
  await browser.visit({ person: clerk }, async (page) => {
    await page.goto(`${clerk.site}/eingang?dienst=hundesteuer-anmeldung`);
    await page.getByRole('radio', { name: 'per Post' }).check();
    await page.getByRole('textbox', { name: 'Nachname oder Firma' }).fill('Eßer');
    await page.getByRole('textbox', { name: 'Rufname' }).fill('Pepe');
    await page
      .getByLabel('Antrag und weitere Unterlagen')
      .setInputFiles({ name: 'antrag.pdf', mimeType: 'application/pdf', buffer: pdf });
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: 'Vorgang anlegen' }).click();
    await page.getByText('Antrag per Post eingegangen und vom Amt erfasst').waitFor();
    await page.getByRole('region', { name: 'Dokumente' }).getByText('antrag.pdf').waitFor();
    const bar = page.getByRole('group', { name: 'Was jetzt möglich ist' });
    await page.getByRole('link', { name: /^Verknüpfen/ }).click();
    await page.getByRole('textbox', { name: 'Mit welchem Vorgang?' }).fill(reference);
    await page.getByRole('textbox', { name: /miteinander/ }).fill('Derselbe Hund');
    await page.getByRole('button', { name: 'Vorgänge verknüpfen' }).click();
    await page.getByRole('region', { name: 'Verknüpfte Vorgänge' }).getByText(reference).waitFor();
    await bar.getByRole('link', { name: /^Ruhen lassen/ }).click();
    await page.getByRole('textbox', { name: 'Worauf wartet das Amt?' }).fill('Auf das Register.');
    await page.getByRole('button', { name: 'Zieldatum ruhen lassen' }).click();
    await page
      .locator('.b-facts')
      .getByText(/ruht seit/)
      .first()
      .waitFor();
    await page.getByRole('link', { name: 'Eßer' }).click();
    await page.getByRole('heading', { level: 1, name: 'Eßer' }).waitFor();
    await page.getByRole('region', { name: 'Vorgänge' }).getByText('per Post').waitFor();
    expect(await axe(page)).toEqual([]);
  });
  [clerk, citizen].forEach((person) => person.close());
});

test('a decision is written beside its notice by keyboard, and the applicant gets it', async () => {
  const { staff, citizen, id } = await begun(run);
  await browser.visit({ person: staff }, async (page) => {
    await page.goto(`${staff.site}/vorgaenge/${id}`);
    await page.getByRole('heading', { name: 'Verlauf' }).waitFor();
    await press(page, 'e', (patience) =>
      page.getByRole('heading', { level: 2, name: 'Entscheiden' }).waitFor(patience),
    );
    // Closed, it leads back to what opened it; opened, into it.
    await page.keyboard.press('Escape');
    await page.locator('#tun-entscheiden:focus').waitFor();
    await page.keyboard.press('e');
    await page.locator('#formular:focus').waitFor();
    await tabTo(page, page.getByRole('radio', { name: 'bewilligt', exact: true }));
    await page.keyboard.press('Space');
    await tabTo(page, page.getByRole('textbox', { name: 'Text des Bescheids' }));
    await page.keyboard.type('Ihr Hund ist zur Hundesteuer angemeldet.');
    await page
      .getByRole('article', { name: 'Vorschau des Bescheids' })
      .getByText('Ihr Hund ist zur Hundesteuer angemeldet.')
      .waitFor();
    expect(await axe(page)).toEqual([]);
    await tabTo(page, page.getByRole('button', { name: 'Bescheid erlassen' }));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Bescheide' }).waitFor();
  });
  expect((await citizen.get<SeenCase>(`/applications/${id}`)).status).toMatch(
    /^(decided-granted|notice-available)$/,
  );
  [staff, citizen].forEach((person) => person.close());
});

test('where four eyes are demanded a decision is proposed, and goes out when a colleague approves exactly that', async () => {
  const { staff, citizen, id, reference } = await permitAsked(run);
  const head = await Staff.signIn(run, 'h.brandt');
  const proposal = 'Vorgeschlagene Entscheidung';
  await browser.visit({ person: staff }, async (page) => {
    await page.goto(`${staff.site}/vorgaenge/${id}`);
    await page.getByRole('link', { name: /^Entscheidung vorschlagen/ }).click();
    await page.getByRole('radio', { name: 'bewilligt', exact: true }).check();
    await page.getByRole('textbox', { name: 'Text des Bescheids' }).fill('Der Container ist erlaubt.');
    await page.getByRole('button', { name: 'Zur Mitzeichnung geben' }).click();
    await page.getByRole('region', { name: proposal }).getByText('Wartet auf Mitzeichnung').waitFor();
    await page.getByText('Mitzeichnen: den eigenen Vorschlag zeichnet jemand anderes mit').waitFor();
    expect(await axe(page)).toEqual([]);
  });
  expect(JSON.stringify(await citizen.get(`/applications/${id}`))).not.toMatch(/Container ist|roposed/);
  await browser.visit({ person: head, width: 1280 }, async (page) => {
    await page.goto(`${head.site}/vorgaenge?ansicht=mitzeichnen`);
    await page.getByRole('row', { name: new RegExp(`${reference}.*mitzeichnen`) }).waitFor();
    await page.getByRole('link', { name: reference }).click();
    await page.getByRole('link', { name: 'Mitzeichnen …' }).click();
    const panel = page.getByRole('complementary', { name: 'Mitzeichnen' });
    await panel.getByRole('article').getByText('Der Container ist erlaubt.').waitFor();
    expect(await axe(page)).toEqual([]);
    await panel.getByRole('button', { name: 'Mitzeichnen und Bescheid erlassen' }).click();
    await page.getByRole('heading', { name: 'Bescheide' }).waitFor();
    expect(await page.getByRole('region', { name: proposal }).count()).toBe(0);
  });
  expect((await citizen.get<SeenCase>(`/applications/${id}`)).status).toBe('decided-granted');
  [staff, citizen, head].forEach((person) => person.close());
});

test('what is missing, or is no amount, is said in the words of who fills in the form', async () => {
  const { staff, citizen, id } = await permitAsked(run);
  await browser.visit({ person: staff, expected: [/400/, /404/] }, async (page) => {
    await page.goto(`${staff.site}/vorgaenge/${id}?tun=gebuehr`);
    // Who signs in by a link has no name but the one in the declaration.
    await page.getByText('im Antrag: Erika Mustermann').waitFor();
    await page.getByLabel('Betrag in Euro').fill('viel');
    await page.getByRole('button', { name: 'Gebühr festsetzen' }).click();
    const field = (label: string) =>
      page.locator('.kern-form-input', { has: page.getByLabel(label, { exact: true }) });
    await field('Wofür').getByText('Diese Angabe fehlt.').waitFor();
    await field('Betrag in Euro').getByText('Geben Sie einen Betrag von mindestens').waitFor();
    await page.goto(`${staff.site}/vorgaenge/${id}?tun=verknuepfen`);
    await page.getByRole('button', { name: 'Vorgänge verknüpfen' }).click();
    await field('Mit welchem Vorgang?').getByText('Bitte geben Sie das ganze Aktenzeichen an.').waitFor();
  });
  [staff, citizen].forEach((person) => person.close());
});

test('a refusal without its legal remedies is told at the field, and nothing that was typed is lost', async () => {
  const { staff, citizen, id } = await begun(run);
  const head = await Staff.signIn(run, 'h.brandt');
  await browser.visit({ person: staff, expected: [/400/, /409/] }, async (page) => {
    await page.goto(`${staff.site}/vorgaenge/${id}?tun=entscheiden`);
    await page.getByRole('radio', { name: 'abgelehnt' }).check();
    // What is missing is said in words of the page, and leads to its field.
    await page.getByRole('button', { name: 'Bescheid erlassen' }).click();
    const toText = page.getByRole('alert').getByRole('link', { name: 'Text des Bescheids' });
    await toText.waitFor();
    // What changes meanwhile takes no error away from who reads it, and no more does the way to its field.
    await head.act(id, 'note', { text: 'Bitte beachten.' });
    await page.getByText(/^Inzwischen/).waitFor();
    await toText.click();
    expect(
      await page
        .getByRole('textbox', { name: 'Text des Bescheids' })
        .evaluate((field) => field.matches(':focus')),
    ).toBe(true);
    await page.getByRole('button', { name: 'Gesehen: mit neuem Stand weiter' }).click();
    await toText.waitFor();
    expect(await page.getByRole('alert').innerText()).not.toContain('errors');
    await page.getByRole('textbox', { name: 'Text des Bescheids' }).fill('Sie wohnen nicht hier.');
    // They stand there from the template of the office, until somebody takes them away.
    await page.getByRole('textbox', { name: /^Rechtsbehelfsbelehrung/ }).fill('');
    await page.getByRole('button', { name: 'Bescheid erlassen' }).click();
    await page
      .getByRole('alert')
      .getByText(/Rechtsbehelf/)
      .waitFor();
    expect(await page.getByRole('textbox', { name: 'Text des Bescheids' }).inputValue()).toBe(
      'Sie wohnen nicht hier.',
    );
    expect(await page.getByRole('radio', { name: 'abgelehnt' }).isChecked()).toBe(true);
    expect(await axe(page)).toEqual([]);
  });
  [staff, head, citizen].forEach((person) => person.close());
});

test('two never overwrite each other: the second sees who changed what, keeps what they typed, and goes on when they have seen it', async () => {
  const { staff, citizen, id } = await begun(run);
  const head = await Staff.signIn(run, 'h.brandt');
  await browser.visit({ person: staff, expected: [/412/] }, async (page) => {
    await page.goto(`${staff.site}/vorgaenge/${id}?tun=nachfordern`);
    await page
      .getByRole('textbox', { name: 'Warum sind sie nötig?' })
      .fill('Wir müssen den Impfausweis sehen.');
    await head.act(id, 'correct', { entry: 1, text: 'Der Hund heißt Luna.' });
    const told = page.getByRole('alert');
    await told.getByText('Inzwischen hat sich dieser Vorgang geändert').waitFor();
    await told.getByText(/Holger Brandt/).waitFor();
    // Whoever sends without looking is not taken for having seen it.
    await page.getByRole('button', { name: 'Unterlagen nachfordern' }).click();
    await told.getByText('Ihr Formular ist nicht gespeichert').waitFor();
    expect((await staff.get<SeenCase>(`/applications/${id}`)).status).toBe('in-processing');
    expect(await axe(page)).toEqual([]);
    await told.getByRole('button', { name: 'Gesehen: mit neuem Stand weiter' }).click();
    expect(await page.getByRole('textbox', { name: 'Warum sind sie nötig?' }).inputValue()).toBe(
      'Wir müssen den Impfausweis sehen.',
    );
    await page.getByRole('button', { name: 'Unterlagen nachfordern' }).click();
    await page.getByRole('heading', { name: 'Verlauf' }).waitFor();
  });
  expect((await staff.get<SeenCase>(`/applications/${id}`)).status).toBe('action-required');
  [staff, head, citizen].forEach((person) => person.close());
});

test('a message goes to the mailbox of the applicant, and stands in the one history of the case', async () => {
  const { staff, citizen, id } = await begun(run);
  await browser.visit({ person: staff }, async (page) => {
    await page.goto(`${staff.site}/vorgaenge/${id}`);
    await page
      .getByRole('textbox', { name: 'Nachricht an Antragsteller*in' })
      .fill('Hat Ihr Hund eine Marke?');
    await page.getByRole('button', { name: 'Nachricht senden' }).click();
    await page.getByRole('blockquote').filter({ hasText: 'Hat Ihr Hund eine Marke?' }).waitFor();
    // What only the office sees is told apart in words.
    const assigned = page.getByRole('listitem').filter({ hasText: 'Vorgang zugewiesen' }).last();
    await assigned.getByText('nur intern').waitFor();
    await page.getByRole('link', { name: /^Internes/ }).click();
    await page.waitForURL(/verlauf=intern/);
    await page
      .getByRole('blockquote')
      .filter({ hasText: 'Hat Ihr Hund eine Marke?' })
      .waitFor({ state: 'detached' });
  });
  const { items } = await citizen.get<Items<ThreadItem>>(`/applications/${id}/messages`);
  expect(items.map(({ text }) => text)).toContain('Hat Ihr Hund eine Marke?');
  [staff, citizen].forEach((person) => person.close());
});

test('a notice is begun with a text of the city and has the legal remedies of its office, and says which they were', async () => {
  const { staff, citizen, id, reference } = await begun(run);
  await browser.visit({ person: staff }, async (page) => {
    await page.goto(`${staff.site}/vorgaenge/${id}?tun=entscheiden`);
    const paper = page.getByRole('article', { name: 'Vorschau des Bescheids' });
    await paper.getByText('innerhalb eines Monats nach Bekanntgabe Widerspruch').waitFor();
    await paper.getByText('Raum für das Siegel').waitFor();
    const text = page.getByRole('textbox', { name: 'Text des Bescheids' });
    await text.fill('Az. geprüft.');
    const choice = page.getByRole('combobox', { name: 'Textvorlage' }).first();
    await choice.selectOption({ label: 'Ablehnung' });
    await page.getByRole('button', { name: 'Textvorlage einfügen' }).first().click();
    // What was typed stays, and what the paper will say is seen.
    expect(await text.inputValue()).toMatch(/^Az\. geprüft\.\n\nGuten Tag /);
    await paper.getByText('Ihr Antrag „Hundesteuer – Anmeldung“ vom').waitFor();
    expect(await axe(page)).toEqual([]);
    await page.getByRole('radio', { name: 'abgelehnt' }).check();
    await page.getByRole('button', { name: 'Bescheid erlassen' }).click();
    await page.getByText('Textvorlage: Ablehnung, Widerspruch (Steuern und Abgaben)').waitFor();
    await page.getByRole('combobox', { name: 'Textvorlage' }).selectOption({ label: 'Zwischennachricht' });
    await page.getByRole('button', { name: 'Textvorlage einfügen' }).click();
    const message = page.getByRole('textbox', { name: 'Nachricht an Antragsteller*in' });
    expect(await message.inputValue()).toContain(reference);
  });
  [staff, citizen].forEach((person) => person.close());
});

test('where no script runs a case is processed all the same', async () => {
  const { staff, citizen, id } = await begun(run);
  await browser.visit({ person: staff, script: false }, async (page) => {
    await page.goto(`${staff.site}/vorgaenge/${id}`);
    await page.getByRole('link', { name: /Unterlagen nachfordern/ }).click();
    await page.getByRole('textbox', { name: 'Welche Unterlagen fehlen?' }).fill('Impfausweis\nKaufvertrag');
    await page.getByRole('textbox', { name: 'Warum sind sie nötig?' }).fill('Sie fehlen noch.');
    await page.getByRole('combobox', { name: 'Textvorlage' }).selectOption({ label: 'Unterlagen fehlen' });
    await page.getByRole('button', { name: 'Textvorlage einfügen' }).click();
    // The page comes again, with the text in its place and all that was typed.
    await page.getByText('Ohne sie können wir nicht entscheiden').waitFor();
    expect(await page.getByRole('textbox', { name: 'Welche Unterlagen fehlen?' }).inputValue()).toMatch(
      /^Impfausweis\r?\nKaufvertrag$/,
    );
    expect(await page.getByRole('textbox', { name: 'Warum sind sie nötig?' }).inputValue()).toMatch(
      /^Sie fehlen noch\./,
    );
    await page.getByRole('button', { name: 'Unterlagen nachfordern' }).click();
    await page.getByText('Impfausweis, Kaufvertrag').waitFor();
  });
  const { history } = await staff.get<{
    history: { type: string; facts: { templates?: { key: string }[] } }[];
  }>(`/applications/${id}`);
  const requested = history.find(({ type }) => type === 'DocumentsRequested');
  expect(requested?.facts.templates?.map(({ key }) => key)).toEqual(['unterlagen-fehlen']);
  const { documentRequest } = await staff.get<{ documentRequest: { documents: string[] } }>(
    `/applications/${id}`,
  );
  expect(documentRequest.documents).toEqual(['Impfausweis', 'Kaufvertrag']);
  [staff, citizen].forEach((person) => person.close());
});

test('a head of office assigns to a colleague by name', async () => {
  const { staff, citizen, id } = await begun(run);
  const head = await Staff.signIn(run, 'h.brandt');
  await browser.visit({ person: head }, async (page) => {
    await page.goto(`${head.site}/vorgaenge/${id}`);
    await page.locator('.b-facts').getByText('Minh Nguyen').waitFor();
    await page.getByRole('link', { name: /Zuweisen/ }).click();
    const choice = page.getByRole('combobox', { name: 'Wer bearbeitet den Vorgang?' });
    // Nobody of another office, and not whoever has it already.
    await choice.waitFor();
    expect(await choice.getByRole('option').allInnerTexts()).toEqual(['Bitte wählen', 'Holger Brandt']);
    await choice.selectOption({ label: 'Holger Brandt' });
    await page.getByRole('button', { name: 'Zuweisen', exact: true }).click();
    await page.locator('.b-facts').getByText('Sie', { exact: true }).waitFor();
  });
  [staff, head, citizen].forEach((person) => person.close());
});

test('on a phone a case and its form hang over nowhere', async () => {
  const { staff, citizen, id } = await begun(run);
  await browser.visit({ person: staff, width: 360 }, async (page) => {
    for (const place of ['', '?tun=entscheiden', '?tun=extern', '?tun=uebermitteln']) {
      await page.goto(`${staff.site}/vorgaenge/${id}${place}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await overhanging(page)).toEqual([]);
      expect(await axe(page)).toEqual([]);
    }
  });
  [staff, citizen].forEach((person) => person.close());
});

test('a redacted copy is sent on beside its original, and advice from outside is asked for and entered', async () => {
  const { staff, citizen, id } = await begun(run);
  const fire = 'Feuerwehr Duisburg';
  await browser.visit({ person: staff, width: 1280 }, async (page) => {
    const documents = page.getByRole('region', { name: 'Dokumente' });
    await page.goto(`${staff.site}/vorgaenge/${id}`);
    await documents.getByRole('link', { name: 'Dokument hinzufügen …' }).click();
    await page
      .getByLabel('Welches Dokument?')
      .setInputFiles({ name: 'ortstermin.pdf', mimeType: 'application/pdf', buffer: pdf });
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: 'Zur Akte nehmen' }).click();
    await documents.getByText('noch nicht endgültig').waitFor();
    await documents.getByRole('link', { name: 'Für endgültig erklären …' }).click();
    await page.getByRole('button', { name: 'Für endgültig erklären' }).click();
    await documents.getByText('· endgültig').waitFor();
    await documents.getByRole('link', { name: 'Dokument hinzufügen …' }).click();
    await page
      .getByLabel('Welches Dokument?')
      .setInputFiles({ name: 'geschwaerzt.pdf', mimeType: 'application/pdf', buffer: pdf });
    await page.getByRole('combobox', { name: 'Geschwärzte Fassung von' }).selectOption('ortstermin.pdf');
    await page.getByRole('checkbox', { name: /^Es ist endgültig/ }).check();
    await page.getByRole('button', { name: 'Zur Akte nehmen' }).click();
    const copy = documents.getByRole('listitem').getByRole('listitem');
    await copy.getByText('geschwärzte Fassung').waitFor();

    await page.getByRole('link', { name: 'Stellungnahme von außen …' }).click();
    await page.getByRole('textbox', { name: 'An wen?' }).fill(fire);
    await page.getByRole('combobox', { name: 'Was für eine Stelle ist das?' }).selectOption('fire-service');
    await page.getByRole('textbox', { name: 'Was ist die Frage?' }).fill('Reicht der Rettungsweg?');
    await page.getByLabel('Bis wann?').fill('2099-12-31');
    await page.getByRole('checkbox', { name: /^geschwaerzt.pdf \(geschwärzte Fassung\)/ }).check();
    await page.getByRole('checkbox', { name: /^Kopie-DU/ }).check();
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: 'Stellungnahme erbitten' }).click();
    await copy.getByText(`übermittelt an ${fire}`).waitFor();
    const facts = page.locator('.b-facts');
    await facts.getByText(`Stellungnahme: ${fire}`).waitFor();
    expect(await axe(page)).toEqual([]);
    await page.getByRole('link', { name: 'Aufgabe erledigen …' }).click();
    await page.getByRole('textbox', { name: /^Ergebnis/ }).fill('Keine Bedenken.');
    await page.getByRole('button', { name: 'Als erledigt eintragen' }).click();
    await page.getByRole('blockquote').filter({ hasText: 'Keine Bedenken.' }).waitFor();
    expect(await facts.getByText(fire).count()).toBe(0);
  });
  const seen = JSON.stringify(await citizen.get(`/applications/${id}`));
  expect(seen).toContain('Dokumente an Feuerwehr oder Rettungsdienst übermittelt');
  expect(seen).not.toMatch(/Feuerwehr Duisburg|Rettungsweg\?|Bedenken|geschwaerzt|ortstermin/);
  await browser.visit({ person: citizen, width: 360 }, async (page) => {
    await page.goto(`${citizen.site}/antraege/${id}`);
    const own = page.getByRole('region', { name: 'Ihre Unterlagen' });
    await own.getByText(/übermittelt an: Feuerwehr oder Rettungs.dienst/).waitFor();
    expect(await overhanging(page)).toEqual([]);
    expect(await axe(page)).toEqual([]);
  });
  [staff, citizen].forEach((person) => person.close());
});

test('a note and a resubmission stay inside: the applicant sees neither', async () => {
  const { staff, citizen, id } = await begun(run);
  await browser.visit({ person: staff }, async (page) => {
    await page.goto(`${staff.site}/vorgaenge/${id}`);
    await page.getByRole('heading', { name: 'Verlauf' }).waitFor();
    const note = page.getByRole('textbox', { name: 'Notiz', exact: true });
    await press(page, 'n', (patience) => note.waitFor(patience));
    await note.fill('Am Telefon: der Hund ist ein Welpe.');
    await page.getByRole('button', { name: 'Notiz eintragen' }).click();
    const noted = page.getByRole('listitem').filter({ hasText: 'der Hund ist ein Welpe' }).last();
    await noted.getByText('nur intern').waitFor();
    await page.goto(`${staff.site}/vorgaenge/${id}?tun=wiedervorlage`);
    await page.getByLabel('Wieder vorlegen am').fill('2099-12-31');
    await page.getByRole('button', { name: 'Wieder vorlegen' }).click();
    await page.getByRole('heading', { name: 'Aufgaben und Wiedervorlage' }).waitFor();
    await page.getByRole('button', { name: 'Wiedervorlage erledigt' }).waitFor();
  });
  const { history } = await citizen.get<SeenCase>(`/applications/${id}`);
  expect(JSON.stringify(history)).not.toContain('Welpe');
  expect(history.map(({ type }) => type)).not.toContain('ResubmissionSet');
  [staff, citizen].forEach((person) => person.close());
});
