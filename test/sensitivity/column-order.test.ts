/** A column is a function of its mass: what a kernel keeps from mass to mass must not show in a single bit. */
import { describe, expect, it } from 'vitest';
import type { PhysicsPlan } from '../../src/sensitivity/physics-plan.js';
import { Kernel } from '../../src/sensitivity/index.js';
import { planOf } from './plans.js';

const LOSING = 'energy_loss: stopping-power, minimum_energy: 1 GeV';
const SPECTRUM =
  'spectrum: { energy_from_gev: [8, 30, 60], energy_to_gev: [30, 40, 200], particles: [5, 1, 2] }';

function plan({
  beam = SPECTRUM,
  target = LOSING,
  channel = 'decay_volume: { from: 7 m, to: 20 m }',
}): PhysicsPlan {
  return planOf({
    accuracy: 1e-2,
    formFactor: 'tsai-elastic',
    experiment: `{ id: t, title: t, source: t, beam: { particle: muon, ${beam}, particles_on_target: 1e12 },
      target: { material: W, length: 640 cm, number_density: 6.3e22 /cm^3, ${target} },
      channels: { c: { title: c, ${channel} } } }`,
  });
}

const MASSES = [0.002, 0.2, 0.25];
const COUPLINGS = Float64Array.from({ length: 9 }, (_, j) => 10 ** (j - 8));

const columns = (kernel: Kernel, masses: readonly number[]) =>
  new Map(masses.map((massGeV) => [massGeV, kernel.column(massGeV, COUPLINGS)]));

describe('a column does not depend on those before it', () => {
  it.each([
    ['a spectrum that loses energy', {}],
    ['a decay volume that begins in the target', { channel: 'decay_volume: { from: 2 m, to: 3 m }' }],
    [
      'two decay volumes',
      { channel: 'decay_volume: [{ from: 640 cm, to: 8 m }, { from: 9 m, to: infinity }]' },
    ],
    ['a spectrum in a target without loss', { target: 'energy_loss: none' }],
    ['one beam energy', { beam: 'energy: 160 GeV' }],
  ])('%s', (_, changes) => {
    const alone = new Map(MASSES.flatMap((massGeV) => [...columns(new Kernel(plan(changes)), [massGeV])]));
    // Columns of noughts would agree as well.
    for (const { yields } of alone.values()) expect(Math.max(...yields)).toBeGreaterThan(0);
    const kernel = new Kernel(plan(changes));
    expect(columns(kernel, MASSES.toReversed())).toEqual(alone);
    // Once more, with everything known.
    expect(columns(kernel, MASSES)).toEqual(alone);
    expect(columns(new Kernel(plan(changes)), MASSES)).toEqual(alone);
  });
});
