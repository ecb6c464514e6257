/** Beams, targets and selections beyond those of 1701.07437: limits in which they must agree, and brute force. */
import { describe, expect, it } from 'vitest';
import { gaussLegendre } from '../../src/numerics/gauss-legendre.js';
import { stoppingPowerTable, tabulatedEnergyLoss } from '../../src/physics/energy-loss.js';
import { survivesBeyond } from '../../src/physics/tau-decay.js';
import { createProduction } from '../../src/sensitivity/production.js';
import { Kernel } from '../../src/sensitivity/index.js';
import { HBAR_C_SQUARED_GEV2_CM2 } from '../../src/physics/constants.js';
import { planOf } from './plans.js';

type Changes = Parameters<typeof planOf>[0];

function events(changes: Changes, massGeV: number, coupling: number): number {
  const kernel = new Kernel(planOf({ accuracy: 1e-6, formFactor: 'tsai-elastic', ...changes }));
  const point = kernel.point(kernel.slice(massGeV), coupling);
  expect(point.relError).toBeLessThan(1e-4);
  return point.events;
}

const experiment = (parts: {
  beam?: string;
  target?: string;
  channel?: string;
}) => `{ id: test, title: test, source: test,
  beam: { particle: muon, ${parts.beam ?? 'energy: 160 GeV'}, particles_on_target: 1e12 },
  target: { material: Pb, length: 20 cm, number_density: 3.3e22 /cm^3, ${parts.target ?? 'energy_loss: none'} },
  channels: { c: { title: c, ${parts.channel ?? ''} } } }`;

describe('targets', () => {
  const displaced = 'decay_volume: [{ from: 40 cm, to: 60 cm }, { from: 2 m, to: infinity }]';

  it('without energy loss: the closed mean over the depth is that of the integral', () => {
    for (const coupling of [1e-5, 1e-3, 0.03]) {
      // A loss too small to matter, so that the depth is integrated over.
      const integrated = events(
        { experiment: experiment({ channel: displaced, target: 'energy_loss: 1e-9 GeV/cm' }) },
        0.05,
        coupling,
      );
      const closed = events({ experiment: experiment({ channel: displaced }) }, 0.05, coupling);
      expect(Math.abs(closed / integrated - 1)).toBeLessThan(1e-6);
    }
  });

  it('of many layers are a continuum', () => {
    const target = 'extent: 40 cm, energy_loss: none';
    const layers = `${target}, layers: { count: 4000, spacing: 0.1 mm }, production_depth: layers`;
    for (const coupling of [1e-4, 1e-2]) {
      const [sum, integral] = [layers, target].map((some) =>
        events({ experiment: experiment({ channel: displaced, target: some }) }, 0.05, coupling),
      );
      // The layers' mean depth is half a spacing of 0.1 mm off, which decay lengths of 5 cm and more notice by 1e-3.
      expect(Math.abs(sum / integral - 1)).toBeLessThan(1e-3);
    }
  });

  it('with a table of a constant loss are as with the constant, and stopping powers lie between two constants', () => {
    const of = (loss: string) =>
      events(
        { experiment: experiment({ channel: displaced, target: `energy_loss: ${loss}` }), accuracy: 1e-5 },
        0.05,
        1e-3,
      );
    const constant = of('48 MeV/cm');
    const table = of('{ energy_gev: [1, 1000], loss_gev_per_cm: [0.048, 0.048] }');
    expect(Math.abs(table / constant - 1)).toBeLessThan(1e-6);
    const power = of('stopping-power');
    expect(power).toBeLessThan(of('47 MeV/cm'));
    expect(power).toBeGreaterThan(of('49 MeV/cm'));
  });

  it('stop a beam: what is produced is the integral over the energy divided by the loss', () => {
    const at = (length: string) =>
      events(
        {
          experiment: `{ id: t, title: t, source: t, beam: { particle: muon, energy: 3 GeV, particles_on_target: 1e12 },
            target: { material: W, length: ${length}, number_density: 6.3e22 /cm^3, energy_loss: 22.1 MeV/cm, minimum_energy: 0.5 GeV },
            channels: { c: { title: c } } }`,
          accuracy: 1e-4,
        },
        0.05,
        1e-4,
      );
    // 2.5 GeV are lost in 113 cm.
    expect(at('2 m') / at('114 cm')).toBeCloseTo(1, 4);
    expect(at('60 cm')).toBeLessThan(at('2 m'));
  });
});

describe('beams with a spectrum', () => {
  const spectrum = (from: string, to: string, particles: string) =>
    experiment({
      beam: `spectrum: { energy_from_gev: ${from}, energy_to_gev: ${to}, particles: ${particles} }`,
      channel: 'recoil: { max: 70 GeV }',
    });
  const mono = (energy: number) =>
    events(
      { experiment: experiment({ beam: `energy: ${energy} GeV`, channel: 'recoil: { max: 70 GeV }' }) },
      0.2,
      1e-4,
    );

  it('that is narrow are monochromatic', () => {
    const narrow = events({ experiment: spectrum('[99.9]', '[100.1]', '[7]') }, 0.2, 1e-4);
    expect(Math.abs(narrow / mono(100) - 1)).toBeLessThan(1e-4);
  });

  it('add up over their bins, weighted by numbers of particles', () => {
    const part = (bin: string) => events({ experiment: bin, accuracy: 1e-5 }, 0.2, 1e-4);
    const low = part(spectrum('[80]', '[90]', '[1]'));
    const high = part(spectrum('[120]', '[200]', '[1]'));
    const both = part(spectrum('[80, 120]', '[90, 200]', '[3, 1]'));
    expect(both / (0.75 * low + 0.25 * high)).toBeCloseTo(1, 4);
  });

  it('are the sum of their energies also where the selection lets only high ones through', () => {
    const channel = 'recoil_tau: { fraction: 1, flight_beyond: 2 mm }';
    const changes = { model: 'lfv-alp-g', method: 'exact', formFactor: '"2407.15942"', accuracy: 1e-3 };
    const of = (beam: string) => {
      const kernel = new Kernel(planOf({ ...changes, experiment: experiment({ beam, channel }) }));
      return kernel.point(kernel.slice(2), 1e-3).events;
    };
    const whole = of('spectrum: { energy_from_gev: [10], energy_to_gev: [3000], particles: [1] }');
    const steps = 60;
    let sum = 0;
    for (let i = 0; i < steps; i++) sum += of(`energy: ${10 * 300 ** ((i + 0.5) / steps)} GeV`) / steps;
    expect(whole / sum).toBeGreaterThan(0.99);
    expect(whole / sum).toBeLessThan(1.01);
  });

  it.each([
    ['energy_loss: stopping-power, minimum_energy: 1 GeV', '{ from: 7 m, to: 20 m }'],
    ['energy_loss: stopping-power, minimum_energy: 1 GeV', '{ from: 640 cm, to: 20 m }'],
    [
      'energy_loss: 62.5 MeV/cm, minimum_energy: 1 GeV',
      '[{ from: 2 m, to: 3 m }, { from: 9 m, to: infinity }]',
    ],
    ['energy_loss: 0.01 MeV/cm', '{ from: 7 m, to: 20 m }'],
    ['energy_loss: none', '{ from: 2 m, to: 20 m }'],
    [
      'energy_loss: none, layers: { count: 64, spacing: 10 cm }, production_depth: layers',
      '{ from: 6 m, to: 7 m }',
    ],
  ])(
    'in a thick target (%s) are the sum of their energies: decay volume %s',
    (target, decayVolume) => {
      const of = (beam: string, accuracy: number) => {
        const text = `{ id: t, title: t, source: t, beam: { particle: muon, ${beam}, particles_on_target: 1e12 },
          target: { material: W, length: 640 cm, number_density: 6.3e22 /cm^3, ${target} },
          channels: { c: { title: c, decay_volume: ${decayVolume} } } }`;
        const kernel = new Kernel(planOf({ experiment: text, accuracy }));
        const slice = kernel.slice(0.05);
        return [1e-5, 1e-3, 1e-2].map((coupling) => kernel.point(slice, coupling));
      };
      const bins = [
        [8, 30, 5],
        [30, 40, 1],
        [60, 200, 2],
      ];
      const column = (i: number) => `[${bins.map((bin) => bin[i]).join(', ')}]`;
      const beam = `spectrum: { energy_from_gev: ${column(0)}, energy_to_gev: ${column(1)}, particles: ${column(2)} }`;
      // A muon of this energy slows down to 1 GeV at the end of the target: a kink.
      const loss = tabulatedEnergyLoss(stoppingPowerTable('W', (6.3e22 * 183.84) / 6.02214076e23));
      const kink = loss.energyBeforeGeV(1, 640);
      const { nodes, weights } = gaussLegendre(10);
      const sums = [0, 0, 0];
      for (const [from, to, particles] of bins) {
        const ends = [from, ...(from < kink && kink < to ? [kink] : []), to];
        ends.slice(1).forEach((end, part) => {
          const width = Math.log(end / ends[part]);
          nodes.forEach((node, i) => {
            const energy = ends[part] * Math.exp(0.5 * (1 + node) * width);
            of(`energy: ${energy} GeV`, 1e-4).forEach((point, j) => {
              sums[j] += (0.5 * weights[i] * width * (particles / 8) * point.events) / Math.log(to / from);
            });
          });
        });
      }
      for (const accuracy of [1e-3, 1e-4]) {
        of(beam, accuracy).forEach(({ events: number, relError }, j) => {
          expect(relError).toBeLessThan(accuracy);
          expect(Math.abs(number / sums[j] - 1)).toBeLessThan(5e-5 + 0.3 * accuracy);
        });
      }
    },
    60_000,
  );

  it('begin at the threshold of what they produce', () => {
    const changes = { model: 'lfv-alp-g', experiment: spectrum('[1]', '[1000]', '[1]'), accuracy: 1e-3 };
    const kernel = new Kernel(planOf({ ...changes, formFactor: '"2407.15942"', method: 'exact' }));
    const { events: number, relError } = kernel.point(kernel.slice(2), 1e-3);
    expect(number).toBeGreaterThan(0);
    expect(relError).toBeLessThan(1e-3);
  });
});

describe('channels', () => {
  it('a limit of the recoil energy is one of x', () => {
    const recoil = events(
      { experiment: experiment({ channel: 'recoil: { min: 40 GeV, max: 120 GeV }' }) },
      0.1,
      1e-4,
    );
    const x = events({ experiment: experiment({ channel: 'x_min: 0.25, x_max: 0.75' }) }, 0.1, 1e-4);
    expect(recoil / x).toBeCloseTo(1, 10);
  });

  it('efficiencies by mass and by x are interpolated', () => {
    const of = (efficiency: string, massGeV = 0.1) =>
      events(
        { experiment: experiment({ channel: `efficiency: ${efficiency}` }), accuracy: 1e-5 },
        massGeV,
        1e-4,
      );
    expect(of('{ mass_gev: [0.05, 0.15], efficiency: [0.2, 0.6] }') / of('1')).toBeCloseTo(0.4, 10);
    expect(of('{ mass_gev: [0.05, 0.15], efficiency: [0.2, 0.6] }', 0.3) / of('1', 0.3)).toBeCloseTo(0.6, 10);
    expect(of('{ x: [0, 1], efficiency: [0.7, 0.7] }') / of('1')).toBeCloseTo(0.7, 8);
    // Linear in x: the mean of x.
    const whole = of('{ x: [0, 1], efficiency: [0, 1] }');
    const plan = planOf({ experiment: experiment({}), formFactor: 'tsai-elastic' });
    const spectrum = createProduction(plan).atMass(0.1).spectrum(160, 1e-6);
    let [sum, moment] = [0, 0];
    const steps = 4000;
    for (let i = 0; i < steps; i++) {
      const x = spectrum.xFrom + ((i + 0.5) / steps) * (spectrum.xTo - spectrum.xFrom);
      const { value } = spectrum.at(x);
      sum += value;
      moment += value * x;
    }
    expect(whole / of('1') / (moment / sum)).toBeCloseTo(1, 3);
  });

  it('visible and invisible decays make up all, and a stable particle is invisible', () => {
    const of = (signature: string, model: string, parameters = '{}', massGeV = 0.5) =>
      events(
        { model, parameters, experiment: experiment({ channel: `signature: ${signature}` }) },
        massGeV,
        1e-4,
      );
    const [any, visible, invisible] = ['any', 'visible', 'invisible'].map((s) => of(s, 'mu-tau-vector'));
    expect((visible + invisible) / any).toBeCloseTo(1, 12);
    // Two neutrinos of one helicity each against a muon pair just above its threshold.
    expect(invisible / any).toBeGreaterThan(0.5);
    expect(invisible / any).toBeLessThan(0.6);
    const stable = ['invisible', 'any'].map((signature) =>
      events(
        { model: 'alp-muon', unit: 'GeV^-1', experiment: experiment({ channel: `signature: ${signature}` }) },
        0.1,
        1e-4,
      ),
    );
    expect(stable[0]).toBe(stable[1]);
    const dark = '{ g_chi: 1, chi_mass_ratio: 0.3 }';
    expect(of('invisible', 'mu-tau-vector', dark) / of('any', 'mu-tau-vector', dark)).toBeCloseTo(1, 6);
  });

  it('the tau of mu tau decays must fly, whatever other decays there are: brute force over x', () => {
    const [g, gChi, ratio, massGeV] = [1e-3, 2e-3, 0.2, 5];
    const changes = (parameters: string, channel: string): Changes => ({
      model: 'lfv-alp-g',
      method: 'exact',
      formFactor: '"2407.15942"',
      parameters,
      experiment: experiment({ beam: 'energy: 1.5 TeV', channel }),
      accuracy: 1e-5,
    });
    const [mMu, mTau] = [0.1056583755, 1.77693];
    // X at rest to mu tau: the tau's energy in the laboratory is flat between gamma (E* -+ beta p*).
    const energyStar = (massGeV ** 2 + mTau ** 2 - mMu ** 2) / (2 * massGeV);
    const pStar = Math.sqrt(energyStar ** 2 - mTau ** 2);
    const meanSurvival = (energyX: number) => {
      const [gamma, betaGamma] = [energyX / massGeV, Math.sqrt((energyX / massGeV) ** 2 - 1)];
      const [from, to] = [-1, 1].map((sign) => gamma * energyStar + sign * betaGamma * pStar);
      const steps = 200;
      let mean = 0;
      for (let i = 0; i < steps; i++) {
        mean += survivesBeyond(2, from + ((i + 0.5) / steps) * (to - from)) / steps;
      }
      return mean;
    };
    const spectrum = createProduction(planOf(changes('{}', '')))
      .atMass(massGeV)
      .spectrum(1500, 1e-5);
    const steps = 4000;
    let [all, flying] = [0, 0];
    for (let i = 0; i < steps; i++) {
      // Heavy X carry most of the energy.
      const s = (i + 0.5) / steps;
      const x = spectrum.xTo - s ** 2 * (spectrum.xTo - spectrum.xFrom);
      const value = (spectrum.at(x).value * 2 * s * (spectrum.xTo - spectrum.xFrom)) / steps;
      all += value;
      flying += value * 0.075 * meanSurvival(x * 1500);
    }
    const scale = 1e12 * 3.3e22 * 20 * HBAR_C_SQUARED_GEV2_CM2 * g ** 2;
    const toTau = 2 * g ** 2 * (1 - (mTau / massGeV) ** 2) ** 2;
    const toChi = gChi ** 2 * Math.sqrt(1 - 4 * ratio ** 2);
    const share = toTau / (toTau + toChi);
    const both = `{ decays: computed, g_chi: ${gChi}, chi_mass_ratio: ${ratio} }`;
    const selection = 'decay_tau: { fraction: 0.075, flight_beyond: 2 cm }';
    const of = (signature: string, parameters: string) =>
      events(changes(parameters, `signature: ${signature}, ${selection}`), massGeV, g);
    expect(of('visible', '{ decays: visible }') / (scale * flying)).toBeCloseTo(1, 4);
    expect(of('visible', both) / (scale * share * flying)).toBeCloseTo(1, 4);
    expect(of('any', both) / (scale * (share * flying + (1 - share) * all))).toBeCloseTo(1, 4);
    expect(of('invisible', both) / (scale * (1 - share) * all)).toBeCloseTo(1, 4);
  });

  it('a selection of visible decays in a decay volume leaves the invisible ones alone', () => {
    const of = (signature: string, selection: string) =>
      events(
        {
          model: 'lfv-alp-g',
          method: 'exact',
          formFactor: '"2407.15942"',
          parameters: '{ decays: computed, g_chi: 1e-7, chi_mass_ratio: 0.2 }',
          experiment: experiment({
            beam: 'energy: 1.5 TeV',
            channel: `signature: ${signature}, decay_volume: { from: 1 m, to: 20 m }, ${selection}`,
          }),
          accuracy: 1e-5,
        },
        5,
        1e-7,
      );
    const selected = 'decay_tau: { fraction: 0.5, flight_beyond: 2 cm }';
    const visible = of('visible', selected);
    for (const signature of ['any', 'invisible']) {
      const others = of(signature, '') - of('visible', '');
      expect(others).toBeGreaterThan(0.1 * visible);
      expect(of(signature, selected) / (others + visible)).toBeCloseTo(1, 5);
    }
  });

  it('a tau must fly: brute force over x', () => {
    const changes: Changes = {
      model: 'lfv-alp-g',
      method: 'exact',
      formFactor: '"2407.15942"',
      experiment: experiment({
        beam: 'energy: 1.5 TeV',
        channel: 'recoil_tau: { fraction: 0.15, flight_beyond: 2 cm }',
      }),
      accuracy: 1e-5,
    };
    const spectrum = createProduction(planOf(changes)).atMass(5).spectrum(1500, 1e-5);
    const steps = 4000;
    let sum = 0;
    for (let i = 0; i < steps; i++) {
      // Taus of high energy lie at small x.
      const s = (i + 0.5) / steps;
      const x = spectrum.xFrom + s ** 2 * (spectrum.xTo - spectrum.xFrom);
      const jacobian = 2 * s * (spectrum.xTo - spectrum.xFrom);
      sum += (spectrum.at(x).value * 0.15 * survivesBeyond(2, (1 - x) * 1500) * jacobian) / steps;
    }
    const expected = 1e12 * 3.3e22 * 20 * HBAR_C_SQUARED_GEV2_CM2 * sum * 1e-6;
    expect(events(changes, 5, 1e-3) / expected).toBeCloseTo(1, 4);
  });
});
