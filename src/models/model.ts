import type { Mediator } from '../physics/bremsstrahlung.js';

/** A particle X and its couplings, as functions of its mass and one scanned coupling g. */
export interface Model {
  readonly id: string;
  readonly title: string;
  readonly source: string;
  /** How X couples where it is produced; production scales as the square of the coupling. */
  readonly mediator: Mediator;
  /** Symbols of mass and coupling, in TeX, for axes. */
  readonly massSymbol: string;
  readonly couplingSymbol: string;
  /** Unit of the coupling in scan files and on axes; null if dimensionless. */
  readonly couplingUnit: string | null;
  /** Contribution to (g-2)/2 of the muon at unit coupling, if the model has one. */
  readonly momentAtUnitCoupling: (massGeV: number) => number;
  /** Masses at which decay channels open, GeV. */
  readonly decayThresholdsGeV: readonly number[];
  /** Partial widths at unit coupling, GeV; all scale as the square of the coupling. */
  readonly partialWidthsAtUnitCoupling: (massGeV: number) => Readonly<Record<string, number>>;
}

/** Total width at unit coupling, GeV. */
export function totalWidthAtUnitCoupling(model: Model, massGeV: number): number {
  return Object.values(model.partialWidthsAtUnitCoupling(massGeV)).reduce((sum, width) => sum + width, 0);
}
