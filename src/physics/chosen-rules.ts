/**
 * Spectra whose two inner integrals, over an angle and over t, are Gauss-Legendre rules of orders chosen once per mass and
 * energy, at samples that stand for the whole spectrum: a few hundred amplitudes per x.
 */
import { type ChosenRule, chooseRule, gaussLegendreRules } from '../numerics/choose-order.js';
import { type QuadratureRule, gaussLegendre } from '../numerics/gauss-legendre.js';
import { type Process, type Spectrum, finalLeptonMassOf } from './bremsstrahlung.js';
import { energyFractionMap } from './energy-fraction-map.js';
import { TRANSFER_QUADRATURES, type TransferQuadrature } from './momentum-transfer.js';
import { EMPTY_SUPPORT, findSupport } from './support.js';

/** dsigma/dx by given rules. */
export interface SpectrumIntegral {
  /** Positive where production is allowed in the forward direction. */
  readonly forwardMargin: (x: number) => number;
  /** dsigma/dx in GeV^-2 at unit coupling. */
  readonly valueAt: (x: number, angle: QuadratureRule, transfer: TransferQuadrature) => number;
  /** d2sigma/(dx dtheta), where the integral is over the angle of X. */
  readonly angularAt?: (x: number, theta: number, transfer: TransferQuadrature) => number;
}

/** Where in the variable v the orders are chosen, and the angular rule for choosing that of t. */
const SAMPLE_V = [0.1, 0.5, 0.9, 1.2, 1.6, 1.9];
const SAMPLE_ANGLES = 12;
const ANGLE_RULES = gaussLegendreRules();

export function spectrumWithChosenRules(
  integral: SpectrumIntegral,
  process: Process,
  energyGeV: number,
  relativeTolerance: number,
): Spectrum {
  const { massGeV, leptonMassGeV } = process;
  const support =
    energyGeV > massGeV + finalLeptonMassOf(process)
      ? findSupport((x) => integral.forwardMargin(x), massGeV / energyGeV)
      : EMPTY_SUPPORT;
  const { xAt } = energyFractionMap({ massGeV, leptonMassGeV, energyGeV }, support);
  // Chosen when first needed: a spectrum is often made only to know its range.
  let chosen: ChosenRules | undefined;
  const rules = (): ChosenRules => {
    if (chosen === undefined) {
      const sampleX = SAMPLE_V.map((v) => xAt(v));
      chosen = chooseRules(integral, sampleX, relativeTolerance, lastChosen.get(process));
      lastChosen.set(process, chosen);
    }
    return chosen;
  };
  const { angularAt } = integral;
  return {
    ...support,
    at: (x) => {
      const { angle, transfer } = rules();
      const value = integral.valueAt(x, angle.rule, transfer.rule);
      return {
        value,
        error: (angle.relError + transfer.relError) * value,
        evaluations: angle.rule.nodes.length * transfer.rule.count,
        converged: angle.converged && transfer.converged,
      };
    },
    ...(angularAt && {
      perAngle: (x: number, theta: number) => angularAt.call(integral, x, theta, rules().transfer.rule),
    }),
  };
}

interface ChosenRules {
  readonly angle: ChosenRule<QuadratureRule>;
  readonly transfer: ChosenRule<TransferQuadrature>;
}

/** A process at one beam energy needs much the same orders as at the last one. */
const lastChosen = new WeakMap<Process, ChosenRules>();

/** The cheapest rules that are accurate at all samples. */
function chooseRules(
  integral: SpectrumIntegral,
  sampleX: readonly number[],
  relativeTolerance: number,
  last: ChosenRules | undefined,
): ChosenRules {
  const transfer = chooseRule(
    TRANSFER_QUADRATURES,
    (rule) => Float64Array.from(sampleX, (x) => integral.valueAt(x, gaussLegendre(SAMPLE_ANGLES), rule)),
    0.5 * relativeTolerance,
    last?.transfer.rule,
  );
  const angle = chooseRule(
    ANGLE_RULES,
    (rule) => Float64Array.from(sampleX, (x) => integral.valueAt(x, rule, transfer.rule)),
    0.5 * relativeTolerance,
    last?.angle.rule,
  );
  return { angle, transfer };
}
