import { expect, test } from 'vitest';
import { closestWord } from '../../src/scan/suggestion.js';

test.each([
  ['titel', ['name', 'title'], 'title'],
  ['form', ['from', 'to'], 'from'],
  ['PB', ['W', 'Pb'], 'Pb'],
  ['too', ['from', 'to'], 'to'],
  ['na64', ['na64-1701.07437', 'fermilab-1701.07437'], 'na64-1701.07437'],
  ['tsai', ['tsai-elastic', 'tsai-as-printed'], undefined],
  ['x', ['W', 'C'], undefined],
  ['energy', ['mass', 'coupling'], undefined],
  ['', ['a'], undefined],
  ['a'.repeat(1e6), ['a'], undefined],
])('%s of %j is %s', (word, candidates, closest) => {
  expect(closestWord(word, candidates)).toBe(closest);
});
