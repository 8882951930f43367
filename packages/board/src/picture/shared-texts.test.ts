import { expect, test } from 'vitest';
import { aRow, id } from '../testing/live-messages.ts';
import { SharedTexts } from './shared-texts.ts';

test('a row says the same after its texts are shared, whatever came before it', () => {
  const rows = () => [
    aRow('1', 40, { city: 'Utrecht', divisionIds: ['F40', 'club'], splits: [{ coursePointId: id(21), passedAtMs: 5, chipTimeMs: 4 }] }),
    aRow('2', null, { city: null, decidedBy: null }),
    aRow('1', 41, { city: 'Utrecht', divisionIds: ['F40'] }),
  ];
  const shared = rows();
  new SharedTexts().shareIn(shared);
  expect(shared).toEqual(rows());
});
