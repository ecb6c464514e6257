/**
 * The 15-point Kronrod rule and the 7-point Gauss rule inside it, on [-1, 1].
 * Source: Kronrod 1965; digits as tabulated in QUADPACK (Piessens et al. 1983).
 */

const POSITIVE_NODES = [
  0.9914553711208126, 0.9491079123427585, 0.8648644233597691, 0.7415311855993945, 0.5860872354676911,
  0.4058451513773972, 0.20778495500789848,
];
const POSITIVE_KRONROD = [
  0.022935322010529224, 0.06309209262997856, 0.10479001032225019, 0.14065325971552592, 0.1690047266392679,
  0.19035057806478542, 0.20443294007529889,
];
const CENTRE_KRONROD = 0.20948214108472782;
/** Gauss weights sit on every second Kronrod node. */
const POSITIVE_GAUSS = [0.1294849661688697, 0.27970539148927664, 0.3818300505051189];
const CENTRE_GAUSS = 0.4179591836734694;

/** Number of nodes. */
export const KRONROD_POINTS = 15;

/** Nodes in rising order. */
export const KRONROD_NODES = Float64Array.from([
  ...POSITIVE_NODES.map((node) => -node),
  0,
  ...POSITIVE_NODES.toReversed(),
]);

/** Weights of the 15-point rule. */
export const KRONROD_WEIGHTS = Float64Array.from([
  ...POSITIVE_KRONROD,
  CENTRE_KRONROD,
  ...POSITIVE_KRONROD.toReversed(),
]);

const gaussHalf = POSITIVE_NODES.map((_, i) => (i % 2 === 1 ? POSITIVE_GAUSS[(i - 1) / 2] : 0));

/** Weights of the 7-point rule on the same nodes; zero on the nodes that it does not use. */
export const GAUSS_WEIGHTS = Float64Array.from([...gaussHalf, CENTRE_GAUSS, ...gaussHalf.toReversed()]);
