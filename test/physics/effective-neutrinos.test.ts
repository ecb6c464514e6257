import { describe, expect, it } from 'vitest';
import { equilibriumExtraNeutrinos } from '../../src/physics/effective-neutrinos.js';

describe('Delta N_eff in equilibrium', () => {
  // An independent program, with T_D = 2.3 MeV and an error of 1e-8.
  it.each([
    [0.005, 1.388576786210951],
    [0.015, 0.10006802511514636],
    [0.03, 0.0006165932485536856],
  ])('is that of another program at %f GeV', (massGeV, extra) => {
    expect(equilibriumExtraNeutrinos(massGeV) / extra).toBeCloseTo(1, 7);
  });

  it('is three bosonic states over three flavours of neutrinos for a massless boson: 4/7 of their entropy', () => {
    expect(equilibriumExtraNeutrinos(1e-9) / (3.046 * ((11 / 7) ** (4 / 3) - 1))).toBeCloseTo(1, 6);
  });

  it('depends on m/T_D only', () => {
    expect(equilibriumExtraNeutrinos(0.02, 0.0046)).toBeCloseTo(equilibriumExtraNeutrinos(0.01), 12);
  });
});
