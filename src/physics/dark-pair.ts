/**
 * A pair of dark fermions from an off-shell massless vector, l N -> l N chi chibar (2501.06294 (11)):
 *
 *   dsigma = dsigma(l N -> l N Z'*, mass^2 = Q^2) g_chi^2/(12 pi^2) dQ^2/Q^2 sqrt(1 - 4 m_chi^2/Q^2) (1 + 2 m_chi^2/Q^2)
 *
 * at unit (g_Z' g_chi)^2; the mass of the process is that of chi. The integral over Q^2 is done at every x on nodes that
 * are common to all x: with Q^2 = 4 m_chi^2 exp(z^2) it is smooth at threshold, and logarithmic above. A weight by the
 * invariant mass sqrt(Q^2), which need not be smooth, enters the weights of the rule (numerics/weighted-rule.ts): the
 * matrix element is evaluated as often as without.
 */
import { type ChosenRule, chooseRule, gaussLegendreRules } from '../numerics/choose-order.js';
import type { QuadratureRule } from '../numerics/gauss-legendre.js';
import { weightedRule } from '../numerics/weighted-rule.js';
import {
  type MassWeight,
  type Process,
  type Spectrum,
  type SpectrumMethod,
  type SpectrumValue,
} from './bremsstrahlung.js';
import { energyFractionMap } from './energy-fraction-map.js';
import { EMPTY_SUPPORT } from './support.js';

/** Where in the variable v the order of the rule in Q^2 is chosen. */
const SAMPLE_V = [0.3, 0.8, 1.2, 1.7];
const MASS_RULES = gaussLegendreRules();

/** The spectrum in x = E(chi chibar)/E, from the vector's by any method. */
export function darkPairSpectrum(
  vectorSpectrum: SpectrumMethod,
  process: Process,
  energyGeV: number,
  relativeTolerance: number,
): Spectrum {
  const { massGeV, leptonMassGeV } = process;
  const threshold = 2 * massGeV;
  const largest = energyGeV - leptonMassGeV;
  if (!(threshold < largest)) {
    return { ...EMPTY_SUPPORT, at: () => ({ value: 0, error: 0, evaluations: 0, converged: true }) };
  }
  const zTo = Math.sqrt(2 * Math.log(largest / threshold));
  const spectra = new Map<number, Spectrum>();
  const spectrumAt = (z: number): Spectrum => {
    const known = spectra.get(z);
    if (known !== undefined) return known;
    const virtual: Process = { ...process, mediator: 'vector', massGeV: threshold * Math.exp(0.5 * z * z) };
    const made = vectorSpectrum(virtual, energyGeV, 0.5 * relativeTolerance);
    spectra.set(z, made);
    return made;
  };
  const integrateAt = (x: number, rule: QuadratureRule): SpectrumValue => {
    let value = 0;
    let error = 0;
    let evaluations = 0;
    let converged = true;
    for (let i = 0; i < rule.nodes.length; i++) {
      const z = 0.5 * zTo * (1 + rule.nodes[i]);
      const spectrum = spectrumAt(z);
      if (!(x > spectrum.xFrom && x < spectrum.xTo)) continue;
      // beta^2 = 1 - 4 m_chi^2/Q^2 = 1 - exp(-z^2), and dQ^2/Q^2 = 2 z dz.
      const beta = Math.sqrt(-Math.expm1(-z * z));
      const weight =
        (0.5 * zTo * rule.weights[i] * 2 * z * beta * (1 + 0.5 * (1 - beta * beta))) / (12 * Math.PI ** 2);
      const point = spectrum.at(x);
      value += weight * point.value;
      error += Math.abs(weight) * point.error;
      evaluations += point.evaluations;
      converged &&= point.converged;
    }
    return { value, error, evaluations, converged };
  };
  const range = { xFrom: threshold / energyGeV, xTo: spectrumAt(0).xTo };
  const { xAt } = energyFractionMap({ massGeV: threshold, leptonMassGeV, energyGeV }, range);
  const sampleX = SAMPLE_V.map((v) => xAt(v));
  const rules = weightedRules(process.pairWeight, threshold, zTo);
  let chosen: ChosenRule<QuadratureRule> | undefined;
  return {
    ...range,
    at: (x) => {
      chosen ??= chooseRule(
        rules,
        (rule) => Float64Array.from(sampleX, (sample) => integrateAt(sample, rule).value),
        0.5 * relativeTolerance,
      );
      const { value, error, evaluations, converged } = integrateAt(x, chosen.rule);
      return {
        value,
        error: error + chosen.relError * value,
        evaluations,
        converged: converged && chosen.converged,
      };
    },
  };
}

/** Rules for z in [0, zTo] mapped to [-1, 1], with the weight at the invariant mass threshold exp(z^2/2). */
function weightedRules(
  weight: MassWeight | undefined,
  threshold: number,
  zTo: number,
): readonly QuadratureRule[] {
  if (weight === undefined) return MASS_RULES;
  const breakpoints = weight.breakpointsGeV
    .filter((mass) => mass > threshold)
    .map((mass) => (2 * Math.sqrt(2 * Math.log(mass / threshold))) / zTo - 1)
    .filter((s) => s < 1);
  const at = (s: number) => {
    const z = 0.5 * zTo * (1 + s);
    return weight.at(threshold * Math.exp(0.5 * z * z));
  };
  return MASS_RULES.map((rule) => weightedRule(rule, at, breakpoints));
}
