import { NUCLEON_MASS_UNIT_GEV } from './constants.js';
import { FORM_FACTORS, type FormFactor, type FormFactorId, type Nucleus } from './form-factors.js';
import { PhotonFlux } from './photon-flux.js';

/** A nucleus as a beam particle sees it; made once for a whole scan. */
export class TargetNucleus {
  readonly massGeV: number;
  readonly formFactor: FormFactor;
  /** Where the form factor's source cuts t, GeV^2; null for no cut of its own. */
  readonly tCutGeV2: number | null;
  #flux: PhotonFlux | undefined;

  constructor(nucleus: Nucleus, formFactor: FormFactorId) {
    this.massGeV = NUCLEON_MASS_UNIT_GEV * nucleus.A;
    this.formFactor = FORM_FACTORS[formFactor].build(nucleus);
    this.tCutGeV2 = FORM_FACTORS[formFactor].tCutGeV2;
  }

  /** The photon flux, tabulated when first asked for: exact methods never do. */
  get flux(): PhotonFlux {
    return (this.#flux ??= new PhotonFlux(this.formFactor));
  }
}
