const GOLDEN = (3 - Math.sqrt(5)) / 2;

/**
 * Where f is largest between two points, by golden section; f rises and then falls in between.
 *
 * @param isEnough stops the search at a value that will do.
 * @returns the best place found, within `tolerance` (absolute, in the variable) of the maximum or with a value that will do.
 * @example findMaximum((x) => 1 - (x - 2) ** 2, 0, 5, 1e-6) // 2
 */
export function findMaximum(
  f: (x: number) => number,
  from: number,
  to: number,
  tolerance: number,
  isEnough: (value: number) => boolean = () => false,
): number {
  let [a, b] = [from, to];
  let [left, right] = [a + GOLDEN * (b - a), b - GOLDEN * (b - a)];
  let [atLeft, atRight] = [f(left), f(right)];
  while (b - a > tolerance && !isEnough(Math.max(atLeft, atRight))) {
    if (atLeft >= atRight) {
      [b, right, atRight] = [right, left, atLeft];
      left = a + GOLDEN * (b - a);
      atLeft = f(left);
    } else {
      [a, left, atLeft] = [left, right, atRight];
      right = b - GOLDEN * (b - a);
      atRight = f(right);
    }
  }
  return atLeft >= atRight ? left : right;
}
