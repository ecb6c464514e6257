/** The registry of production methods, by the name used in scan files and on the command line. */
import { MEDIATORS, type Mediator, RADIATED, type SpectrumMethod } from './bremsstrahlung.js';
import { exactProductionSpectrum } from './exact-production.js';
import { iwwSpectrum } from './improved-weizsaecker-williams.js';
import { wwExactUSpectrum, wwSpectrum, wwSpectrumAsPrinted } from './weizsaecker-williams.js';
import { wwFusionSpectrum, wwFusionSpectrumAsPrinted } from './ww-photon-fusion.js';

export interface MethodDefinition {
  readonly title: string;
  readonly source: string;
  /** What the method can produce. */
  readonly mediators: readonly Mediator[];
  readonly spectrum: SpectrumMethod;
}

export const METHODS = {
  exact: {
    title: 'exact tree level, 2 -> 3',
    source: 'derived and checked against Dirac traces; 2501.06294 and 2407.15942 for the processes',
    mediators: MEDIATORS,
    spectrum: exactProductionSpectrum,
  },
  ww: {
    title: 'Weizsaecker-Williams, t_min from the angle',
    source: '2501.06294 (3)',
    mediators: [...RADIATED, 'alp-photon'],
    spectrum: (process, energyGeV, relativeTolerance) =>
      (process.mediator === 'alp-photon' ? wwFusionSpectrum : wwSpectrum)(
        process,
        energyGeV,
        relativeTolerance,
      ),
  },
  'ww-as-printed': {
    title: 'Weizsaecker-Williams with the misprints of 2501.06294, for its own curves only',
    source: '2501.06294 (6) and (12) as printed',
    mediators: ['vector', 'alp-photon'],
    spectrum: (process, energyGeV, relativeTolerance) =>
      (process.mediator === 'alp-photon' ? wwFusionSpectrumAsPrinted : wwSpectrumAsPrinted)(
        process,
        energyGeV,
        relativeTolerance,
      ),
  },
  'ww-exact-u': {
    title: 'Weizsaecker-Williams with the exact angular dependence of u',
    source: '2501.06294 (3) before the small-angle expansion',
    mediators: RADIATED,
    spectrum: wwExactUSpectrum,
  },
  iww: {
    title: 'improved Weizsaecker-Williams, t_min = m^4/4E^2',
    source: '1701.07437 (12)-(13)',
    mediators: RADIATED.filter((mediator) => mediator !== 'axial'),
    spectrum: iwwSpectrum,
  },
} as const satisfies Record<string, MethodDefinition>;

export type MethodId = keyof typeof METHODS;

export const METHOD_IDS = Object.keys(METHODS) as MethodId[];
