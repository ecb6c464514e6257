/** The registry of production methods, by the name used in scan files and on the command line. */
import type { SpectrumMethod } from './bremsstrahlung.js';
import { iwwSpectrum } from './improved-weizsaecker-williams.js';
import { wwExactUSpectrum, wwSpectrum } from './weizsaecker-williams.js';

export const METHODS = {
  ww: {
    title: 'Weizsaecker-Williams, t_min from the angle',
    source: '2501.06294 (3)',
    spectrum: wwSpectrum,
  },
  'ww-exact-u': {
    title: 'Weizsaecker-Williams with the exact angular dependence of u',
    source: '2501.06294 (3) before the small-angle expansion',
    spectrum: wwExactUSpectrum,
  },
  iww: {
    title: 'improved Weizsaecker-Williams, t_min = m^4/4E^2',
    source: '1701.07437 (12)-(13)',
    spectrum: iwwSpectrum,
  },
} as const satisfies Record<string, { title: string; source: string; spectrum: SpectrumMethod }>;

export type MethodId = keyof typeof METHODS;

export const METHOD_IDS = Object.keys(METHODS) as MethodId[];
