/** The track length of a beam in a thick target by the energy of its particles, of which each is found at many depths. */
import type { DepthDensity } from './decay-curve.js';

export interface TrackLength {
  /** Below this energy there is none. */
  readonly lowestEnergyGeV: number;
  /** Energies are integrated over in a variable that rises with them, and in which the track length is smooth. */
  readonly positionOf: (energyGeV: number) => number;
  readonly energyAt: (position: number) => number;
  /** Centimetres of material per unit of the variable. */
  readonly at: (position: number) => number;
  /** That per centimetre of depth. */
  readonly depthDensity: (position: number) => DepthDensity;
  /** Centimetres of material per unit of ln E. */
  readonly perLogEnergy: (energyGeV: number) => number;
  /** Depths between which X is made, as far as it matters for the choice of nodes. */
  readonly depthsCm: readonly [number, number];
  /** Energies where it is not smooth and changes fast, rising. */
  readonly breakpointsGeV: () => readonly number[];
}
