/**
 * A beam with a spectrum that loses energy: at any depth it is a spectrum of other energies.
 *
 * Per unit of ln E and centimetre of depth y there are phi(E0) (E loss(E0))/(E0 loss(E)) particles of energy E, with
 * phi that of the beam per unit of ln E0 and E0(E, y) the initial energy, because dE0/loss(E0) = dE/loss(E) at fixed y.
 * Over the depth, with dy = dE0/loss(E0), that is E/loss(E) times the particles between E and E0(E, end of the target).
 * What is produced at an energy does not know the depth, so the depth may be integrated over first, at each energy.
 */
import type { BeamPath } from './beam-path.js';
import type { DepthDensity } from './decay-curve.js';
import { fluxDensity } from './path-integral.js';
import type { BeamSpectrum } from './physics-plan.js';
import type { TrackLength } from './track-length.js';

/** Where the beam slows down by less than this share of a bin, the edges of the bin show in the flux. */
const NARROW = 0.3;

/** The variable is ln E. */
export class SlowedSpectrum implements TrackLength {
  readonly lowestEnergyGeV: number;
  readonly depthsCm: readonly [number, number];
  readonly #density: (energyGeV: number) => number;
  readonly #total: number;
  readonly #edges: readonly number[];

  constructor(
    readonly path: BeamPath,
    readonly spectrum: BeamSpectrum,
    readonly extentCm: number,
  ) {
    this.#density = fluxDensity(spectrum);
    this.#total = spectrum.weight.reduce((a, b) => a + b, 0);
    const { energyFromGeV, energyToGeV } = spectrum;
    this.#edges = [...new Set([...energyFromGeV, ...energyToGeV])].toSorted((a, b) => a - b);
    this.depthsCm = [0, extentCm];
    this.lowestEnergyGeV = path.energyAt(this.#edges[0], extentCm);
  }

  positionOf(energyGeV: number): number {
    return Math.log(energyGeV);
  }

  energyAt(position: number): number {
    return Math.exp(position);
  }

  at(position: number): number {
    return this.perLogEnergy(this.energyAt(position));
  }

  perLogEnergy(energyGeV: number): number {
    const { energyFromGeV, energyToGeV, weight } = this.spectrum;
    const highest = this.path.energyBefore(energyGeV, this.extentCm);
    let particles = 0;
    for (let bin = 0; bin < weight.length; bin++) {
      const overlap = Math.min(highest, energyToGeV[bin]) / Math.max(energyGeV, energyFromGeV[bin]);
      if (!(overlap > 1)) continue;
      particles += (weight[bin] * Math.log(overlap)) / Math.log(energyToGeV[bin] / energyFromGeV[bin]);
    }
    return ((particles / this.#total) * energyGeV) / this.path.lossPerMaterialCm(energyGeV);
  }

  depthDensity(position: number): DepthDensity {
    const { path } = this;
    const energyGeV = this.energyAt(position);
    const perMaterialCm = energyGeV / path.lossPerMaterialCm(energyGeV);
    const edgeDepths = this.#edges
      .filter((edge) => edge > energyGeV)
      .map((edge) => path.depthAt(edge, energyGeV))
      .filter((depth) => depth < this.extentCm);
    const lastEdge = this.#edges.at(-1)!;
    const to = Math.min(this.extentCm, path.depthAt(lastEdge, energyGeV));
    const from = Math.max(0, path.depthAt(this.#edges[0], energyGeV));
    return {
      breakpointsCm: [...new Set([from, ...edgeDepths.filter((depth) => from < depth && depth < to), to])],
      at: (depthCm) => {
        const initial = path.energyBefore(energyGeV, depthCm);
        return (
          ((this.#density(initial) * path.lossPerMaterialCm(initial)) / initial) *
          perMaterialCm *
          path.filling
        );
      },
    };
  }

  breakpointsGeV(): number[] {
    const edges = this.#edges;
    return edges
      .flatMap((edge, i) => {
        const slowed = this.path.energyAt(edge, this.extentCm);
        const width = Math.min(edges[i + 1] / edge || Infinity, edge / edges[i - 1] || Infinity);
        const isOuter = i === 0 || i === edges.length - 1;
        const isNarrow = Math.log(edge / slowed) < NARROW * Math.log(width);
        return isOuter || isNarrow ? [slowed, edge] : [];
      })
      .toSorted((a, b) => a - b);
  }
}
