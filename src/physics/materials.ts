/** A target material. `numberDensityPerCm3` is the usual value; an experiment may print its own. */
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

export const MATERIALS: Readonly<Record<string, Material>> = Object.fromEntries(
  (
    [
      ['C', 6, 12.011, 2.21, 42.7],
      ['Al', 13, 26.982, 2.699, 24.01],
      ['Fe', 26, 55.845, 7.874, 13.84],
      ['Cu', 29, 63.546, 8.96, 12.86],
      ['W', 74, 183.84, 19.3, 6.76],
      ['Pb', 82, 207.2, 11.35, 6.37],
    ] as const
  ).map(([id, Z, A, densityGPerCm3, radiationLengthGPerCm2]) => [
    id,
    { id, Z, A, densityGPerCm3, radiationLengthGPerCm2, source: PUMAS },
  ]),
);
