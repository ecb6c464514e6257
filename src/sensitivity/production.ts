/** Turns a physics plan into the functions that a mass slice is computed from. Built once per thread. */
import { MODELS, type Model, type Particle, particleOf } from '../models/index.js';
import { type Process, type Spectrum, kinematicXMax, thresholdEnergyGeV } from '../physics/bremsstrahlung.js';
import type { FormFactorId } from '../physics/form-factors.js';
import { METHODS, type MethodId } from '../physics/methods.js';
import { LEPTON_MASS_GEV } from '../physics/particles.js';
import { TargetNucleus } from '../physics/target-nucleus.js';
import type { PhysicsPlan } from './physics-plan.js';
import { selectedRange } from './selection.js';

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
  const method = METHODS[plan.method as MethodId];
  const target = new TargetNucleus(experiment.target.material, plan.formFactor as FormFactorId);
  const leptonMassGeV = LEPTON_MASS_GEV[experiment.beam.particle];
  const processAt = (massGeV: number): Process => ({
    mediator: model.mediator,
    massGeV,
    leptonMassGeV,
    target,
    thetaMax: integration.thetaMax,
    tMaxGeV2: integration.tMaxGeV2,
    ...(particle.mixingAngle !== undefined && { mixingAngle: particle.mixingAngle }),
  });

  return {
    model,
    particle,
    beamLeptonMassGeV: leptonMassGeV,
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
