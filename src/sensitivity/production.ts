/** Turns a physics plan into the functions that a mass slice is computed from. Built once per thread. */
import { MODELS, type Model, type Particle, particleOf } from '../models/index.js';
import { UsageError } from '../errors.js';
import {
  type MassWeight,
  type Process,
  type Spectrum,
  kinematicXMax,
  thresholdEnergyGeV,
} from '../physics/bremsstrahlung.js';
import type { FormFactorId } from '../physics/form-factors.js';
import { METHODS, type MethodDefinition, type MethodId } from '../physics/methods.js';
import { LEPTON_MASS_GEV } from '../physics/particles.js';
import { TargetNucleus } from '../physics/target-nucleus.js';
import type { PhysicsPlan } from './physics-plan.js';
import { efficiencyByMass, selectedRange } from './selection.js';

/** The x spectrum at one mass and beam energy within the plan's selection. */
export interface SelectedSpectrum extends Spectrum {
  /** The selected range of x: the cuts of channel and plan, and what kinematics allows. Empty if xFrom >= xTo. */
  readonly xFrom: number;
  readonly xTo: number;
}

/** Production at one mass. What a method learns at one beam energy serves the next, so the order of calls matters. */
export interface MassProduction {
  readonly massGeV: number;
  readonly leptonMassGeV: number;
  /** The spectrum at unit vertex, to a relative accuracy. */
  readonly spectrum: (energyGeV: number, relativeTolerance: number) => SelectedSpectrum;
}

export interface Production {
  readonly model: Model;
  readonly particle: Particle;
  readonly beamLeptonMassGeV: number;
  /**
   * Factor on what the spectra say, at the mass of the plan: the square of the beam lepton's vertex relative to that of
   * the particle, and the efficiency by mass. 1 for a pair, whose spectra have it at each invariant mass.
   */
  readonly weightAtMass: (massGeV: number) => number;
  /** Beam energy below which nothing is produced. */
  readonly thresholdGeV: (massGeV: number) => number;
  /** Begins anew at a mass: the same calls after it give the same bits. */
  readonly atMass: (massGeV: number) => MassProduction;
}

/** Looks the plan's names up and tabulates what depends on neither mass nor coupling (the photon flux). */
export function createProduction(plan: PhysicsPlan): Production {
  const { experiment, integration } = plan;
  const model = MODELS[plan.model.id];
  const particle = particleOf(plan.model);
  const method: MethodDefinition = METHODS[plan.method as MethodId];
  if (method.needsShower === true && experiment.target.energyLoss.kind !== 'bremsstrahlung') {
    throw new UsageError(
      `method ${plan.method}: expected a thick target of an electron beam (energy_loss: bremsstrahlung)`,
    );
  }
  const target = new TargetNucleus(experiment.target.material, plan.formFactor as FormFactorId);
  const leptonMassGeV = LEPTON_MASS_GEV[experiment.beam.particle];
  const weight = weightByMass(plan, model);
  const isPair = model.mediator === 'dark-pair';
  const processAt = (massGeV: number): Process => ({
    mediator: model.mediator,
    massGeV,
    leptonMassGeV,
    target,
    thetaMax: integration.thetaMax,
    tMaxGeV2: integration.tMaxGeV2,
    ...(particle.mixingAngle !== undefined && { mixingAngle: particle.mixingAngle }),
    ...(isPair && { pairWeight: weight }),
  });

  return {
    model,
    particle,
    beamLeptonMassGeV: leptonMassGeV,
    weightAtMass: (massGeV) => (isPair ? 1 : weight.at(massGeV)),
    thresholdGeV: (massGeV) => thresholdEnergyGeV(processAt(massGeV)),
    atMass: (massGeV) => {
      const process = processAt(massGeV);
      return {
        massGeV,
        leptonMassGeV,
        spectrum: (energyGeV, relativeTolerance) => {
          const spectrum = method.spectrum(process, energyGeV, relativeTolerance);
          const cuts = selectedRange(experiment.channel, integration, energyGeV);
          const xMax = integration.xMax ?? kinematicXMax(leptonMassGeV, energyGeV);
          return {
            at: spectrum.at,
            xFrom: Math.max(spectrum.xFrom, cuts.xFrom),
            xTo: Math.min(spectrum.xTo, cuts.xTo, xMax),
          };
        },
      };
    },
  };
}

/** The square of the beam lepton's vertex relative to the particle's times the efficiency, by mass. */
function weightByMass({ experiment }: PhysicsPlan, model: Model): MassWeight {
  const { beam, channel } = experiment;
  const vertex = model.beamVertex[beam.particle];
  // A scan file of it is refused, but not a plan that was stored before.
  if (vertex === undefined) throw new UsageError(`X of ${model.id} does not couple to ${beam.particle}s`);
  const efficiency = efficiencyByMass(channel);
  return {
    at: (massGeV) => vertex.at(massGeV) ** 2 * efficiency.at(massGeV),
    breakpointsGeV: [...vertex.breakpointsGeV, ...efficiency.breakpointsGeV].toSorted((a, b) => a - b),
  };
}
