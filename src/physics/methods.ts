/** The registry of production methods, by the name used in scan files and on the command line. */
import { MEDIATORS, type Mediator, RADIATED, type SpectrumMethod } from './bremsstrahlung.js';
import { darkPairSpectrum } from './dark-pair.js';
import { exactProductionSpectrum } from './exact-production.js';
import { iwwSpectrum } from './improved-weizsaecker-williams.js';
import { showerPhotonSpectrum } from './shower-photons.js';
import { wwExactUSpectrum, wwSpectrum, wwSpectrumAsPrinted } from './weizsaecker-williams.js';
import { wwFusionSpectrum, wwFusionSpectrumAsPrinted } from './ww-photon-fusion.js';

export interface MethodDefinition {
  readonly title: string;
  readonly source: string;
  /** What the method can produce. */
  readonly mediators: readonly Mediator[];
  /** Holds where the shower of an electron develops, in a target with `energy_loss: bremsstrahlung`, and is no cross-section. */
  readonly needsShower?: true;
  readonly spectrum: SpectrumMethod;
}

/** A method made of one for radiated mediators and, where there is one, another for photon fusion. */
function method(
  description: Pick<MethodDefinition, 'title' | 'source' | 'mediators'>,
  radiated: SpectrumMethod,
  fusion?: SpectrumMethod,
): MethodDefinition {
  const spectrum: SpectrumMethod = (process, energyGeV, relativeTolerance) => {
    if (process.mediator === 'dark-pair') {
      return darkPairSpectrum(radiated, process, energyGeV, relativeTolerance);
    }
    const chosen = process.mediator === 'alp-photon' && fusion !== undefined ? fusion : radiated;
    return chosen(process, energyGeV, relativeTolerance);
  };
  return { ...description, spectrum };
}

export const METHODS = {
  exact: method(
    {
      title: 'exact tree level, 2 -> 3',
      source: 'derived and checked against Dirac traces; 2501.06294 and 2407.15942 for the processes',
      mediators: MEDIATORS,
    },
    exactProductionSpectrum,
  ),
  ww: method(
    {
      title: 'Weizsaecker-Williams, t_min from the angle',
      source: '2501.06294 (3)',
      mediators: [...RADIATED, 'alp-photon', 'dark-pair'],
    },
    wwSpectrum,
    wwFusionSpectrum,
  ),
  'ww-as-printed': method(
    {
      title: 'Weizsaecker-Williams with the misprints of 2501.06294, for its own curves only',
      source: '2501.06294 (6) and (12) as printed',
      mediators: ['vector', 'alp-photon', 'dark-pair'],
    },
    wwSpectrumAsPrinted,
    wwFusionSpectrumAsPrinted,
  ),
  'ww-exact-u': method(
    {
      title: 'Weizsaecker-Williams with the exact angular dependence of u',
      source: '2501.06294 (3) before the small-angle expansion',
      mediators: [...RADIATED, 'dark-pair'],
    },
    wwExactUSpectrum,
  ),
  iww: method(
    {
      title: 'improved Weizsaecker-Williams, t_min = m^4/4E^2',
      source: '1701.07437 (12)-(13)',
      mediators: ['scalar', 'pseudoscalar', 'vector', 'dark-pair'],
    },
    iwwSpectrum,
  ),
  'shower-photons': {
    title: 'Primakoff production by the photons that the electrons of a thick target radiate',
    source: 'Phys. Rev. D 34 (1986) 1326',
    mediators: ['alp-photon'],
    needsShower: true,
    spectrum: showerPhotonSpectrum,
  },
} as const satisfies Record<string, MethodDefinition>;

export type MethodId = keyof typeof METHODS;

export const METHOD_IDS = Object.keys(METHODS) as MethodId[];

/** Those that have a cross-section off a single lepton. */
export const CROSS_SECTION_METHOD_IDS = METHOD_IDS.filter((id) => !('needsShower' in METHODS[id]));
