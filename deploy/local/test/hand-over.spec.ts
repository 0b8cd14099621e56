import { ConfigurationReader, tenantOf } from '#configuration';
import { tenantsFolder } from '#testing';
import { cityHandingOverTo } from '../hand-over.mjs';
import { table } from '../services.mjs';

test('W13 the stand-in of another portal is that of the city that hands data over to it; without one there is none', async () => {
  const cities = [...(await new ConfigurationReader(tenantsFolder).read()).cities.values()].map(tenantOf);
  const portals = table.flatMap(({ portal }) => portal ?? []);
  expect(portals.map((portal) => cityHandingOverTo(portal, cities)?.key)).toEqual(['wuppertal']);
  const others = cities.filter(({ handOver }) => handOver === undefined);
  expect(portals.map((portal) => cityHandingOverTo(portal, others))).toEqual([undefined]);
});
