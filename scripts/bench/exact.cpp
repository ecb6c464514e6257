/*
 * The exact total cross-section of l N -> l N X in plain C++, a yardstick for exact.js: the algorithm of
 * src/physics/exact-bremsstrahlung.ts and of what it calls, with the same formulas, rules, orders, panels and loops.
 * What a formula means is said there.
 *
 *   exact MEDIATOR Z A MASS ENERGY ACCURACY SECONDS     (muon beam, elastic form factor of Tsai, GeV)
 *
 * Prints one line of JSON: the result, and the median time of the repetitions that fill SECONDS.
 */
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <limits>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace {

constexpr double PI = 3.14159265358979323846;
constexpr double LN2 = 0.693147180559945309417;
constexpr double ALPHA = 1 / 137.035999084;
constexpr double E_SQUARED = 4 * PI * ALPHA;
constexpr double NUCLEON_MASS_UNIT = 0.9315;
constexpr double ELECTRON_MASS = 0.51099895e-3;
constexpr double MUON_MASS = 0.1056583755;

// ---- numerics -------------------------------------------------------------------------------------------------------

struct QuadratureRule {
  std::vector<double> nodes;
  std::vector<double> weights;
};

const QuadratureRule &gaussLegendre(int n) {
  static std::map<int, QuadratureRule> rules;
  const auto known = rules.find(n);
  if (known != rules.end()) return known->second;
  QuadratureRule rule{std::vector<double>(n), std::vector<double>(n)};
  for (int i = 0; i < (n + 1) / 2; i++) {
    double x = std::cos(PI * (i + 0.75) / (n + 0.5));
    double slope = 0;
    for (int step = 0; step < 100; step++) {
      double before = 1;
      double value = x;
      for (int k = 2; k <= n; k++) {
        const double next = ((2 * k - 1) * x * value - (k - 1) * before) / k;
        before = value;
        value = next;
      }
      slope = n * (x * value - before) / (x * x - 1);
      const double correction = value / slope;
      x -= correction;
      if (std::abs(correction) < 1e-16) break;
    }
    if (2 * i + 1 == n) x = 0;
    rule.nodes[i] = -x;
    rule.nodes[n - 1 - i] = x;
    rule.weights[i] = rule.weights[n - 1 - i] = 2 / ((1 - x * x) * slope * slope);
  }
  return rules.emplace(n, std::move(rule)).first->second;
}

constexpr int KRONROD_POINTS = 15;
constexpr double KRONROD_NODES[KRONROD_POINTS] = {
    -0.9914553711208126, -0.9491079123427585, -0.8648644233597691, -0.7415311855993945,  -0.5860872354676911,
    -0.4058451513773972, -0.20778495500789848, 0,                  0.20778495500789848,  0.4058451513773972,
    0.5860872354676911,  0.7415311855993945,  0.8648644233597691,  0.9491079123427585,   0.9914553711208126};
constexpr double KRONROD_WEIGHTS[KRONROD_POINTS] = {
    0.022935322010529224, 0.06309209262997856, 0.10479001032225019, 0.14065325971552592,  0.1690047266392679,
    0.19035057806478542,  0.20443294007529889, 0.20948214108472782, 0.20443294007529889,  0.19035057806478542,
    0.1690047266392679,   0.14065325971552592, 0.10479001032225019, 0.06309209262997856,  0.022935322010529224};
constexpr double GAUSS_WEIGHTS[KRONROD_POINTS] = {
    0, 0.1294849661688697, 0, 0.27970539148927664, 0, 0.3818300505051189, 0, 0.4179591836734694,
    0, 0.3818300505051189, 0, 0.27970539148927664, 0, 0.1294849661688697, 0};

/** exp(-t) for t >= 0 by the table and polynomial of src/numerics/exponential.ts. */
class ExpNegative {
 public:
  ExpNegative() {
    for (int j = 0; j < STEPS; j++) {
      double product = 1;
      double root = 0.5;
      for (int bit = STEPS / 2; bit >= 1; bit /= 2) {
        root = std::sqrt(root);
        if ((j & bit) != 0) product *= root;
      }
      fractions_[j] = product;
    }
    for (int k = 0; k < 1024; k++) powers_[k] = std::ldexp(1.0, -k);
  }

  double operator()(double t) const {
    if (!(t < 708)) return 0;
    const int n = static_cast<int>(t * (STEPS / LN2) + 0.5);
    const double r = n * STEP_HEAD - t + n * STEP_REST;
    const double polynomial = 1 + r * (1 + r * (1. / 2 + r * (1. / 6 + r * (1. / 24 + r * (1. / 120)))));
    return powers_[n >> 6] * fractions_[n & 63] * polynomial;
  }

 private:
  static constexpr int STEPS = 64;
  static constexpr double STEP_HEAD = double(0x162e42fe) / (1 << 29) / STEPS;
  static constexpr double STEP_REST = 1.8206359985041462e-9 / STEPS;
  double fractions_[STEPS];
  double powers_[1024];
};

const ExpNegative expNegative;

/** Brent's method. */
template <class F>
double findRoot(const F &f, double from, double to, double tolerance) {
  double a = from, b = to, fa = f(a), fb = f(b);
  if (fa == 0) return a;
  if (fb == 0) return b;
  if ((fa > 0) == (fb > 0)) throw std::range_error("no sign change");
  double c = a, fc = fa, step = b - a, previousStep = step;
  for (int iteration = 0; iteration < 200; iteration++) {
    if ((fb > 0) == (fc > 0)) {
      c = a;
      fc = fa;
      step = previousStep = b - a;
    }
    if (std::abs(fc) < std::abs(fb)) {
      a = b;
      b = c;
      c = a;
      fa = fb;
      fb = fc;
      fc = fa;
    }
    const double limit = 2 * std::numeric_limits<double>::epsilon() * std::abs(b) + 0.5 * tolerance;
    const double half = 0.5 * (c - b);
    if (std::abs(half) <= limit || fb == 0) return b;
    double trial = std::numeric_limits<double>::quiet_NaN();
    if (std::abs(previousStep) >= limit && std::abs(fa) > std::abs(fb)) {
      const double s = fb / fa;
      if (a == c) {
        trial = -(c - b) * s / (1 - s);
      } else {
        const double q = fa / fc, r = fb / fc;
        trial = s * ((c - b) * q * (q - r) - (b - a) * (r - 1)) / -((q - 1) * (r - 1) * (s - 1));
      }
    }
    if (std::abs(trial) < std::min(1.5 * std::abs(half), 0.5 * std::abs(previousStep)) && trial * half > 0) {
      previousStep = step;
      step = trial;
    } else {
      step = previousStep = half;
    }
    a = b;
    fa = fb;
    b += std::abs(step) > limit ? step : std::copysign(limit, half);
    fb = f(b);
  }
  return b;
}

constexpr int ORDERS[] = {6, 8, 10, 12, 16, 20, 24, 32, 40, 48, 64, 80, 96};
constexpr int LARGEST_ORDER = ORDERS[std::size(ORDERS) - 1];

template <class Rule>
struct ChosenRule {
  Rule rule;
  double relError;
  bool converged;
};

/** The first rule whose integrals of the samples agree with those of the next. */
template <class Rule, class F>
ChosenRule<Rule> chooseRule(const std::vector<Rule> &rules, const F &samples, double relativeTolerance) {
  constexpr double SAFETY = 3;
  Rule rule = rules[0];
  auto values = samples(rule);
  double relError = std::numeric_limits<double>::infinity();
  for (std::size_t i = 1; i < rules.size(); i++) {
    const Rule nextRule = rules[i];
    const auto nextValues = samples(nextRule);
    double largest = 0;
    for (std::size_t j = 0; j < values.size(); j++) {
      if (nextValues[j] > 0) largest = std::max(largest, std::abs(values[j] / nextValues[j] - 1));
    }
    relError = SAFETY * largest;
    if (relError <= relativeTolerance) return {rule, relError, true};
    rule = nextRule;
    values = nextValues;
  }
  return {rule, relError, false};
}

// ---- amplitude ------------------------------------------------------------------------------------------------------

struct AmplitudeCoefficients {
  double c1, c2, c3, c4, d2;
};

AmplitudeCoefficients scalarCoefficients(double m, double m1, double m2) {
  return {1, 1, 0, m * m - (m1 + m2) * (m1 + m2), (m2 - m1) * (m2 - m1)};
}

AmplitudeCoefficients vectorCoefficients(double m, double m1, double m2) {
  const double d2 = (m2 - m1) * (m2 - m1);
  const double r = d2 / (m * m);
  return {2 + r, r, 1, (1 - r) * (2 * m * m + (m1 + m2) * (m1 + m2)), d2};
}

AmplitudeCoefficients coefficientsOf(const std::string &mediator, double m, double l) {
  if (mediator == "scalar") return scalarCoefficients(m, l, l);
  if (mediator == "pseudoscalar") return scalarCoefficients(m, l, -l);
  if (mediator == "vector") return vectorCoefficients(m, l, l);
  throw std::invalid_argument("unknown mediator " + mediator);
}

/** Elastic, Tsai. */
class ElasticFormFactor {
 public:
  ElasticFormFactor(double Z, double A) : Z_(Z), inverseD_(std::pow(A, 2. / 3) / 0.164) {
    const double a = 111 * std::pow(Z, -1. / 3) / ELECTRON_MASS;
    a2_ = a * a;
  }

  double operator()(double t) const {
    const double root = Z_ * a2_ * t / ((1 + a2_ * t) * (1 + inverseD_ * t));
    return root * root;
  }

 private:
  double Z_, a2_, inverseD_;
};

struct TransferLimits {
  double tFrom, tTo, curvature;
};

TransferLimits transferLimits(double M, double energyLoss, double v2, double uAbs, double restMass) {
  const double recoil = 1 + energyLoss / M;
  const double a = recoil * recoil - v2 / (M * M);
  const double b = 4 * v2 - 2 * uAbs * recoil;
  const double discriminant = b * b - 4 * a * uAbs * uAbs;
  if (!(discriminant >= 0 && b > 0)) return {0, 0, 1};
  const double larger = b + std::sqrt(discriminant);
  const double tFrom = 2 * uAbs * uAbs / larger;
  if (!(tFrom < 2 * M * (energyLoss - restMass))) return {0, 0, 1};
  return {tFrom, larger / (2 * a), a};
}

/** A rule for the integral over t, as one panel or as one on either side of t = |u|. */
struct TransferQuadrature {
  const QuadratureRule *rule;
  int panels;
  std::size_t count() const { return panels * rule->nodes.size(); }
};

std::vector<TransferQuadrature> transferQuadratures() {
  std::vector<TransferQuadrature> all;
  for (const int order : ORDERS) {
    if (order <= 24) all.push_back({&gaussLegendre(order), 1});
  }
  for (const int order : ORDERS) {
    if (order >= 12) all.push_back({&gaussLegendre(order), 2});
  }
  return all;
}

struct WeightedTransfers {
  double t[2 * LARGEST_ORDER];
  double weights[2 * LARGEST_ORDER];
  std::size_t count;
};

struct AngularPoint {
  double M, m, E, energyX, u, v, kPar, pPerp2;
  TransferLimits limits;
};

double sumOfAveragedAmplitudes(const AmplitudeCoefficients &coefficients, const AngularPoint &point,
                               const WeightedTransfers &transfers) {
  const auto [c1, c2, c3, c4, d2] = coefficients;
  const auto [M, m, E, energyX, u, v, kPar, pPerp2, limits] = point;
  const auto [tFrom, tTo, curvature] = limits;
  const double energyLoss = E - energyX;
  const double U = -u;
  const double inverseU = 1 / U;
  const double ratio = kPar / v;
  const double lineFrom = U * ratio;
  const double lineSlope = (1 + energyLoss / M) * ratio - energyX / M;
  const double spread = curvature * pPerp2 / (v * v);
  const double P0 = 4 * M * M;
  const double K = 2 * M * energyX;
  const double twoK = 2 * K;
  const double twoAFrom = 4 * M * E;
  const double twoSlopeFrom = 4 * M * energyLoss;
  const double recoil = 4 * c2 * K;
  const double recoilFrom = recoil * K * inverseU;
  const double aFrom = 2 * M * E;
  const double bFrom = aFrom - K - 0.5 * U;
  const double third = 8 * c3 * inverseU;
  const double gap = 2 * m * m + U - 2 * d2;
  const double n0 = -4 * c3 * P0;
  const double n1 = third * (0.25 * (lineFrom + U) - aFrom - 0.5 * P0) - 4 * c3;
  const double n2 = 0.25 * third * lineSlope;
  const double r0 = third * (aFrom * aFrom + bFrom * bFrom + 0.5 * P0 * gap);
  const double r1 = third * (0.5 * (gap - P0) - aFrom - bFrom);

  double total = 0;
  for (std::size_t i = 0; i < transfers.count; i++) {
    const double t = transfers.t[i];
    const double S0 = lineFrom + lineSlope * t;
    const double B02 = spread * (t - tFrom) * (tTo - t);
    const double A0 = S0 + U;
    const double root = std::sqrt(A0 * A0 - B02);
    const double both = 1 / (root * (A0 + root));
    const double inverse = both * (A0 + root);
    const double rest = B02 * root * both;
    const double first = (S0 - rest) * inverseU;
    const double second = rest + S0 * first;
    const double P2 = P0 + t;
    const double twoA = twoAFrom - t;
    const double bracket = twoK - (twoSlopeFrom - t) * first;
    const double B2 = P2 * t * first * first - bracket * bracket + rest * inverse * (P2 * t - twoA * twoA);
    double A = inverse * (second * (c2 * t - c1 * P2) + t * (recoilFrom - recoil * first) + c4 * inverse * B2);
    if (c3 != 0) A += n0 + t * (n1 + t * n2 + inverse * (r0 + t * r1));
    total += transfers.weights[i] * A;
  }
  return total;
}

// ---- production -----------------------------------------------------------------------------------------------------

constexpr double T_CAP = 100;
constexpr double T_SCALE = 0.1;

class ExactProduction {
 public:
  ExactProduction(const AmplitudeCoefficients &coefficients, const ElasticFormFactor &formFactor, double M, double m,
                  double lepton, double E)
      : coefficients_(coefficients), formFactor_(formFactor), M_(M), m_(m), m1_(lepton), m2_(lepton), E_(E),
        p_(std::sqrt((E - lepton) * (E + lepton))),
        prefactor_(E * E_SQUARED * E_SQUARED / (64 * M * M * p_ * p_ * std::pow(2 * PI, 3))) {}

  double forwardMargin(double x) const {
    const AtEnergyFraction at = atEnergyFraction(x);
    const double v2 = at.difference * at.difference;
    const double tFrom = transferLimits(M_, E_ - at.energyX, v2, at.uForward, m2_).tFrom;
    return tFrom > 0 ? std::log(T_CAP / tFrom) : -1;
  }

  double valueAt(double x, const QuadratureRule &angle, const TransferQuadrature &transfer) {
    const AtEnergyFraction at = atEnergyFraction(x);
    if (!(at.uForward < at.uTo)) return 0;
    const double from = std::cbrt(at.uForward / at.uTo);
    const double half = 0.5 * (1 - from);
    double sum = 0;
    for (std::size_t i = 0; i < angle.nodes.size(); i++) {
      sum += angle.weights[i] * angular(at, from + half * (1 + angle.nodes[i]), transfer);
    }
    return prefactor_ * half * sum;
  }

  std::int64_t amplitudes = 0;

 private:
  struct AtEnergyFraction {
    double energyX, k, pk, difference, uForward, uTo;
  };

  AtEnergyFraction atEnergyFraction(double x) const {
    const double energyX = x * E_;
    const double k = std::sqrt(std::max(0., (energyX - m_) * (energyX + m_)));
    const double pk = p_ * k;
    const double product =
        (E_ * E_ * m_ * m_ + energyX * energyX * m1_ * m1_ - m1_ * m1_ * m_ * m_) / (E_ * energyX + pk);
    const double uForward = 2 * product - m1_ * m1_ - m_ * m_ + m2_ * m2_;
    const double difference = ((E_ - energyX) * (E_ + energyX) - m1_ * m1_ + m_ * m_) / (p_ + k);
    const double uTo = std::min(uForward + 4 * pk, largestU(E_ - energyX));
    return {energyX, k, pk, difference, uForward, uTo};
  }

  double largestU(double energyLoss) const {
    const double atRest = 2 * M_ * (energyLoss - m2_);
    if (atRest * M_ / (M_ + m2_) <= T_CAP) return atRest;
    const double excess = T_CAP * (1 + energyLoss / M_);
    const double q2 = T_CAP + T_CAP * T_CAP / (4 * M_ * M_);
    const double squares = (energyLoss - m2_) * (energyLoss + m2_);
    const double half = 2 * q2 - excess;
    const double root = 2 * std::sqrt(std::max(0., q2 * (q2 - excess + squares)));
    return half > 0 ? half + root : (4 * q2 * squares - excess * excess) / (root - half);
  }

  double angular(const AtEnergyFraction &at, double s, const TransferQuadrature &transfer) {
    const double uAbs = at.uForward / (s * s * s);
    const double rise = uAbs - at.uForward;
    const double v2 = at.difference * at.difference + rise;
    const TransferLimits limits = transferLimits(M_, E_ - at.energyX, v2, uAbs, m2_);
    const double versine = rise / (2 * at.pk);
    const double v = std::sqrt(v2);
    const double kPar = (at.k * at.difference - 0.5 * rise) / v;
    const double pPerp2 = at.pk * at.pk * versine * (2 - versine) / v2;
    place(limits, transfer, uAbs);
    amplitudes += transfers_.count;
    const AngularPoint point{M_, m_, E_, at.energyX, -uAbs, v, kPar, pPerp2, limits};
    const double integral = sumOfAveragedAmplitudes(coefficients_, point, transfers_);
    return 1.5 * integral * at.uForward / (s * s * s * s * v);
  }

  void place(const TransferLimits &limits, const TransferQuadrature &transfer, double uAbs) {
    transfers_.count = 0;
    const double upper = std::min(limits.tTo, T_CAP);
    if (!(limits.tFrom > 0 && limits.tFrom < upper)) return;
    if (transfer.panels == 2 && limits.tFrom < uAbs && uAbs < upper) {
      addPanel(limits.tFrom, uAbs, *transfer.rule);
      addPanel(uAbs, upper, *transfer.rule);
    } else {
      addPanel(limits.tFrom, upper, *transfer.rule);
    }
  }

  void addPanel(double from, double upper, const QuadratureRule &rule) {
    const std::size_t points = rule.nodes.size();
    double *placed = transfers_.weights + transfers_.count;
    double *t = transfers_.t + transfers_.count;
    transfers_.count += points;
    const double *nodes = rule.nodes.data();
    const double *weights = rule.weights.data();
    const double atLower = 1 / from + 1 / T_SCALE;
    const double atUpper = 1 / upper + 1 / T_SCALE;
    const double middle = std::sqrt(atLower * atUpper);
    const double half = 0.5 * std::log(atLower / atUpper);
    // Orders are even.
    for (std::size_t i = 0; i < points / 2; i++) {
      const double fall = expNegative(half * nodes[points - 1 - i]);
      placed[i] = middle / fall;
      placed[points - 1 - i] = middle * fall;
    }
    for (std::size_t i = 0; i < points; i++) {
      const double inverse = placed[i];
      t[i] = 1 / (inverse - 1 / T_SCALE);
      placed[i] = half * weights[i] * inverse * formFactor_(t[i]);
    }
  }

  const AmplitudeCoefficients coefficients_;
  const ElasticFormFactor formFactor_;
  const double M_, m_, m1_, m2_, E_, p_, prefactor_;
  WeightedTransfers transfers_;
};

struct Range {
  double from, to;
};

Range findSupport(const ExactProduction &production, double threshold) {
  constexpr int SAMPLES = 129;
  constexpr double LARGEST_LOGIT = 14;
  if (!(threshold < 1)) return {1, 0};
  const auto margin = [&](double x) { return production.forwardMargin(x); };
  double best = threshold;
  double bestMargin = -std::numeric_limits<double>::infinity();
  for (int i = 0; i < SAMPLES; i++) {
    const double logit = LARGEST_LOGIT * (2. * i / (SAMPLES - 1) - 1);
    const double x = threshold + (1 - threshold) / (1 + std::exp(-logit));
    const double value = margin(x);
    if (value > bestMargin) {
      best = x;
      bestMargin = value;
    }
  }
  if (!(bestMargin > 0)) return {1, 0};
  return {margin(threshold) < 0 ? findRoot(margin, threshold, best, 1e-15) : threshold,
          margin(1) < 0 ? findRoot(margin, best, 1, 1e-15) : 1};
}

/** The variable v of src/physics/energy-fraction-map.ts. */
class EnergyFractionMap {
 public:
  EnergyFractionMap(double mass, double lepton, double energy, const Range &range)
      : threshold_(mass / energy), edge_(lepton / energy) {
    const double quartile = 0.25 * (range.to - range.from);
    const double middle =
        std::min(std::max(0.5 * (1 + threshold_), range.from + quartile), range.to - quartile);
    rapidityFrom_ = std::acosh(std::max(1., range.from / threshold_));
    rapidityRange_ = std::acosh(middle / threshold_) - rapidityFrom_;
    gapFrom_ = 1 - middle + edge_;
    logGapRange_ = std::log(gapFrom_ / (1 - range.to + edge_));
  }

  double xAt(double v) const {
    return v < 1 ? threshold_ * std::cosh(rapidityFrom_ + v * rapidityRange_) : 1 + edge_ - gap(v);
  }

  double jacobianAt(double v) const {
    return v < 1 ? threshold_ * std::sinh(rapidityFrom_ + v * rapidityRange_) * rapidityRange_
                 : gap(v) * logGapRange_;
  }

 private:
  double gap(double v) const { return gapFrom_ * std::exp(-(v - 1) * logGapRange_); }

  double threshold_, edge_, rapidityFrom_, rapidityRange_, gapFrom_, logGapRange_;
};

struct Total {
  double sigma;
  /** In the panels, and with those spent on choosing the orders. */
  std::int64_t evaluations;
  std::int64_t amplitudes;
};

struct Panel {
  double from, to;
  double values[2];
  double error;
};

int worstPanel(const std::vector<Panel> &panels, double relativeTolerance) {
  int worst = -1;
  double worstExcess = 0;
  for (int j = 0; j < 2; j++) {
    double total = 0, error = 0;
    int largest = 0;
    for (std::size_t p = 0; p < panels.size(); p++) {
      total += panels[p].values[j];
      error += panels[p].error;
      if (panels[p].error > panels[largest].error) largest = p;
    }
    const double allowed = relativeTolerance * std::abs(total);
    if (error > allowed && error / allowed > worstExcess) {
      worstExcess = error / allowed;
      worst = largest;
    }
  }
  return worst;
}

Total totalCrossSection(const std::string &mediator, double Z, double A, double mass, double energy, double accuracy) {
  constexpr double SAMPLE_V[] = {0.1, 0.5, 0.9, 1.2, 1.6, 1.9};
  constexpr int SAMPLE_ANGLES = 12;
  constexpr std::size_t MAX_PANELS = 100;
  const double tolerance = 0.5 * accuracy;
  ExactProduction production(coefficientsOf(mediator, mass, MUON_MASS), ElasticFormFactor(Z, A), NUCLEON_MASS_UNIT * A,
                             mass, MUON_MASS, energy);
  const Range support = findSupport(production, mass / energy);
  const Range range{std::max(support.from, 0.), std::min(support.to, 1 - MUON_MASS / energy)};
  if (!(range.from < range.to)) return {0, 0, 0};

  const EnergyFractionMap sampleMap(mass, MUON_MASS, energy, support);
  const auto samples = [&](const QuadratureRule &angle, const TransferQuadrature &transfer) {
    std::vector<double> values;
    for (const double v : SAMPLE_V) values.push_back(production.valueAt(sampleMap.xAt(v), angle, transfer));
    return values;
  };
  std::vector<const QuadratureRule *> angleRules;
  for (const int order : ORDERS) angleRules.push_back(&gaussLegendre(order));
  const auto transfer = chooseRule(
      transferQuadratures(),
      [&](const TransferQuadrature &rule) { return samples(gaussLegendre(SAMPLE_ANGLES), rule); }, 0.5 * tolerance);
  const auto angle = chooseRule(
      angleRules, [&](const QuadratureRule *rule) { return samples(*rule, transfer.rule); }, 0.5 * tolerance);

  const EnergyFractionMap map(mass, MUON_MASS, energy, range);
  std::int64_t evaluations = 0;
  const auto evaluate = [&](double from, double to) {
    Panel panel{from, to, {0, 0}, 0};
    const double half = 0.5 * (to - from);
    double gauss = 0;
    for (int i = 0; i < KRONROD_POINTS; i++) {
      const double v = from + half * (1 + KRONROD_NODES[i]);
      const double x = map.xAt(v);
      const double value = half * map.jacobianAt(v) * production.valueAt(x, *angle.rule, transfer.rule);
      panel.values[0] += KRONROD_WEIGHTS[i] * value;
      panel.values[1] += KRONROD_WEIGHTS[i] * value * x;
      gauss += GAUSS_WEIGHTS[i] * value;
      evaluations += angle.rule->nodes.size() * transfer.rule.count();
    }
    panel.error = std::abs(panel.values[0] - gauss);
    return panel;
  };
  std::vector<Panel> panels{evaluate(0, 1), evaluate(1, 1.5), evaluate(1.5, 2)};
  for (int worst; (worst = worstPanel(panels, tolerance)) != -1 && panels.size() < MAX_PANELS;) {
    const double from = panels[worst].from, to = panels[worst].to;
    const double middle = 0.5 * (from + to);
    panels[worst] = evaluate(from, middle);
    panels.insert(panels.begin() + worst + 1, evaluate(middle, to));
  }
  double sigma = 0;
  for (const Panel &panel : panels) sigma += panel.values[0];
  return {sigma, evaluations, production.amplitudes};
}

}  // namespace

int main(int argc, char **argv) {
  if (argc != 8) {
    std::fprintf(stderr, "usage: exact MEDIATOR Z A MASS ENERGY ACCURACY SECONDS\n");
    return 1;
  }
  const std::string mediator = argv[1];
  double numbers[6];
  for (int i = 0; i < 6; i++) numbers[i] = std::atof(argv[i + 2]);
  const auto [Z, A, mass, energy, accuracy, seconds] = numbers;

  using Clock = std::chrono::steady_clock;
  const auto elapsed = [](Clock::time_point since) {
    return std::chrono::duration<double>(Clock::now() - since).count();
  };
  // Also warms up: caches, clock rate and the tables of rules.
  const Total total = totalCrossSection(mediator, Z, A, mass, energy, accuracy);
  volatile double sink = 0;
  std::vector<double> times;
  for (const auto start = Clock::now(); times.size() < 5 || elapsed(start) < seconds;) {
    const auto begin = Clock::now();
    sink = totalCrossSection(mediator, Z, A, mass, energy, accuracy).sigma;
    times.push_back(1000 * elapsed(begin));
  }
  (void)sink;
  std::sort(times.begin(), times.end());
  std::printf("{\"sigma\":%.17g,\"evaluations\":%lld,\"amplitudes\":%lld,\"medianMs\":%.17g}\n", total.sigma,
              static_cast<long long>(total.evaluations), static_cast<long long>(total.amplitudes),
              times[times.size() / 2]);
}
