import { describe, expect, it } from 'vitest';
import { averagedFusionAmplitude, squaredFusionAmplitude } from '../../src/physics/exact-photon-fusion.js';
import { transferLimits } from '../../src/physics/momentum-transfer.js';
import {
  type AmplitudeCoefficients,
  mixedCoefficients,
  scalarCoefficients,
  squaredAmplitude,
  sumOfAveragedAmplitudes,
  vectorCoefficients,
} from '../../src/physics/squared-amplitude.js';
import { readFixture } from '../fixtures/read-fixture.js';

type Cell = number & string;
type Row = Readonly<Record<string, Cell>>;

interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

const fixture = readFixture('amplitudes.json') as Record<
  'points' | 'averages' | 'fusionPoints' | 'fusionAverages',
  Table
>;

function rowsOf({ columns, rows }: Table): Row[] {
  return rows.map((row) => Object.fromEntries(columns.map((column, i) => [column, row[i]])));
}

function coefficientsOf({ mediator, mX, m1, m2, th }: Row): AmplitudeCoefficients {
  switch (mediator as string) {
    case 'scalar':
      return scalarCoefficients(mX, m1, m2);
    case 'pseudoscalar':
      return scalarCoefficients(mX, m1, -m2);
    case 'vector':
      return vectorCoefficients(mX, m1, m2);
    case 'axial':
      return vectorCoefficients(mX, m1, -m2);
    default:
      return mixedCoefficients(mX, m1, m2, th);
  }
}

describe.each(['scalar', 'pseudoscalar', 'vector', 'axial', 'lfv'])(
  'the squared amplitude of the %s',
  (mediator) => {
    it('agrees with Dirac traces in 80 digits to 1e-9, at every point of phase space', () => {
      const rows = rowsOf(fixture.points).filter((row) => (row['mediator'] as string) === mediator);
      expect(rows.length).toBeGreaterThan(150);
      for (const row of rows) {
        const { mX, M, s, u, S, t, t2, Pp, Pk, W, A } = row;
        const value = squaredAmplitude(coefficientsOf(row), { M, m: mX, s, u, S, t, t2, Pp, Pk, W });
        expect(Math.abs(value / A - 1), JSON.stringify(row)).toBeLessThan(1e-9);
      }
    });

    it('averaged over the azimuth in closed form agrees with the traces', () => {
      const rows = rowsOf(fixture.averages).filter((row) => (row['mediator'] as string) === mediator);
      expect(rows.length).toBeGreaterThan(50);
      const errors = rows.map((row) => {
        const { m1, m2, mX, M, E, EX, u, t, sin2, A } = row;
        const p = Math.sqrt((E - m1) * (E + m1));
        const k = Math.sqrt((EX - mX) * (EX + mX));
        const difference = ((E - EX) * (E + EX) - m1 * m1 + mX * mX) / (p + k);
        const rise = 4 * p * k * sin2;
        const v2 = difference * difference + rise;
        const v = Math.sqrt(v2);
        const point = {
          nuclearMass: M,
          mediatorMass: mX,
          energy: E,
          energyX: EX,
          u,
          v,
          kPar: (k * difference - 0.5 * rise) / v,
          pPerp2: (4 * p * p * k * k * sin2 * (1 - sin2)) / v2,
          limits: transferLimits(M, E - EX, v2, -u, Math.abs(m2)),
        };
        const single = { t: Float64Array.of(t), weights: Float64Array.of(1), count: 1 };
        return Math.abs(sumOfAveragedAmplitudes(coefficientsOf(row), point, single) / A - 1);
      });
      errors.sort((a, b) => a - b);
      // Next to the limits of t and at TeV energies brackets cancel; the median is that of rounding.
      expect(errors[Math.floor(errors.length / 2)]).toBeLessThan(1e-12);
      expect(errors.at(-1)).toBeLessThan(1e-9);
    });
  },
);

describe('the squared amplitude of photon fusion', () => {
  it('agrees with Dirac traces in 80 digits to 1e-9, at every point of phase space', () => {
    const rows = rowsOf(fixture.fusionPoints);
    expect(rows.length).toBeGreaterThan(150);
    for (const { Q1sq, pv, v2, A } of rows) {
      expect(Math.abs(squaredFusionAmplitude(pv, v2, Q1sq) / A - 1)).toBeLessThan(1e-9);
    }
  });

  it('averaged over the azimuth agrees with the traces to 1e-9', () => {
    const rows = rowsOf(fixture.fusionAverages);
    expect(rows.length).toBeGreaterThan(50);
    for (const row of rows) {
      const { m, mX, M, E, Ep, Q1sq, t, sin2, A } = row;
      const p = Math.sqrt((E - m) * (E + m));
      const pPrime = Math.sqrt((Ep - m) * (Ep + m));
      const difference = ((E - Ep) * (E + Ep)) / (p + pPrime);
      const v2 = difference * difference + 4 * p * pPrime * sin2;
      const limits = transferLimits(M, E - Ep, v2, Q1sq + mX * mX, mX);
      const point = {
        p,
        transverse2: 4 * pPrime * pPrime * sin2 * (1 - sin2),
        v2,
        q2: Q1sq,
        nuclearMass: M,
        limits,
      };
      expect(Math.abs(averagedFusionAmplitude(point, t) / A - 1), JSON.stringify(row)).toBeLessThan(1e-9);
    }
  });
});

describe('limits', () => {
  const [m, l] = [0.3, 0.1];

  it('massless leptons: scalar = pseudoscalar, vector = axial', () => {
    expect(scalarCoefficients(m, 0, 0)).toEqual(scalarCoefficients(m, 0, -0));
    expect(vectorCoefficients(m, 0, 0)).toEqual(vectorCoefficients(m, 0, -0));
  });

  it('a light axial vector is a pseudoscalar of strength 2 m_l/m', () => {
    const light = 1e-6;
    const axial = vectorCoefficients(light, l, -l);
    const pseudoscalar = scalarCoefficients(light, l, -l);
    const strength = ((2 * l) / light) ** 2;
    expect(axial.c2 / strength).toBeCloseTo(pseudoscalar.c2, 9);
    expect(axial.c1 / strength).toBeCloseTo(pseudoscalar.c1, 9);
  });

  it('a flavour-violating ALP is a scalar at pi/2 and a pseudoscalar at 0', () => {
    expect(mixedCoefficients(m, l, 1.7, Math.PI / 2).c4).toBeCloseTo(scalarCoefficients(m, l, 1.7).c4, 14);
    expect(mixedCoefficients(m, l, 1.7, 0).c4).toBeCloseTo(scalarCoefficients(m, l, -1.7).c4, 14);
  });
});
