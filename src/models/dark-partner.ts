/** A dark fermion chi beside X: an invisible decay whose width does not scale with the scanned coupling. */
import type { DecayChannel, ModelParameter, ParameterValues } from './model.js';

export const DARK_PARTNER: Readonly<Record<string, ModelParameter>> = {
  g_chi: {
    kind: 'number',
    default: 0,
    min: 0,
    max: 4 * Math.PI,
    description: 'Coupling of X to a dark fermion chi, into which it then decays; 0 for none.',
  },
  chi_mass_ratio: {
    kind: 'number',
    default: 1 / 3,
    min: 0,
    max: 100,
    description: 'm_chi / m_X.',
  },
};

/** The decay X -> chi chi, by its width as a function of the masses of X and chi and of the coupling. */
export function decaysToPartner(
  { g_chi: coupling, chi_mass_ratio: ratio }: ParameterValues,
  widthGeV: (massGeV: number, chiMassGeV: number, coupling: number) => number,
): (massGeV: number) => readonly DecayChannel[] {
  return (massGeV) =>
    coupling === 0
      ? []
      : [
          {
            name: 'chi chi',
            widthGeV: widthGeV(massGeV, Number(ratio) * massGeV, Number(coupling)),
            isInvisible: true,
          },
        ];
}
