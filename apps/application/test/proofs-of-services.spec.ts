import { documentTypes } from '#documents';
import { ConfigurationFolder } from '../../../libs/configuration/test/configuration-folder';

/** What service files may say of proofs, and what is done with documents, are two rooms: here they meet. */

const file = 'duisburg/services/meldebescheinigung.yaml';

test.each(Object.entries(documentTypes))(
  'a limit of pages for %s is taken where its pages are known',
  async (type, { pages }) => {
    const folder = new ConfigurationFolder();
    const proof = `documents: [{ key: plan, title: { de: Plan, en: Plan }, required: true, types: [${type}], maxPages: 3 }]`;
    folder.edit(file, (text) => text.replace('documents: []', proof));
    if (pages === undefined) await folder.expectProblem(file, `the pages of "${type}" cannot be counted`);
    else expect(await folder.problems()).toEqual([]);
    folder.remove();
  },
);
