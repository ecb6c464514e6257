/** A target material; what it takes from a muon is in stopping-powers.ts. */
export interface Material {
  readonly id: string;
  readonly Z: number;
  /** Mass number, g/mol. */
  readonly A: number;
  readonly densityGPerCm3: number;
  readonly radiationLengthGPerCm2: number;
  readonly source: string;
}

const PUMAS = 'niess/pumas-materials v1.1 (PDG atomic and nuclear properties)';
const PDG = 'PDG atomic and nuclear properties';

export const MATERIALS: Readonly<Record<string, Material>> = Object.fromEntries(
  (
    [
      ['Be', 4, 9.0122, 1.848, 65.19, PDG],
      ['C', 6, 12.011, 2.21, 42.7, PUMAS],
      ['Al', 13, 26.982, 2.699, 24.01, PUMAS],
      ['Fe', 26, 55.845, 7.874, 13.84, PUMAS],
      ['Cu', 29, 63.546, 8.96, 12.86, PUMAS],
      ['W', 74, 183.84, 19.3, 6.76, PUMAS],
      ['Pb', 82, 207.2, 11.35, 6.37, PUMAS],
      // Standard rock: not an element, but of defined Z and A.
      ['rock', 11, 22, 2.65, 26.54, PUMAS],
    ] as const
  ).map(([id, Z, A, densityGPerCm3, radiationLengthGPerCm2, source]) => [
    id,
    { id, Z, A, densityGPerCm3, radiationLengthGPerCm2, source },
  ]),
);
