import type { Finding, Measurement } from './measurement';
import { proportionalMemoryOf, residentMemoryOf, sumOf } from './processes';

/** Memory of every process of the system and of what it started. */
export const memory: Measurement = async (system): Promise<Finding> => {
  const resident = residentMemoryOf(system);
  const proportional = proportionalMemoryOf(system);
  return {
    tables: [{ title: 'Memory, MB', rows: { resident, proportional } }],
    figures: [
      {
        what: 'all processes together, proportional memory',
        value: sumOf(proportional),
        ceiling: 1500,
        unit: ' MB',
      },
    ],
  };
};
