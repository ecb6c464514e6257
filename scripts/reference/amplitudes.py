#!/usr/bin/env python3
"""Squared amplitudes of l N -> l' N X from explicit Dirac traces in extended precision.

    python3 scripts/reference/amplitudes.py > test/fixtures/amplitudes.json

Needs Python 3.9 and mpmath. The fixture goes to standard output, a report of the checks to standard error. The exit
status is 1 when a check fails. Options: --digits (working precision, default 80), --seed, --scale (multiplies the
number of rows; 0.02 makes a quick trial). The output depends on these three only.

Process: l(p, m1) N(P_i, M) -> l'(p', m2) N(P_f) X(k, mX) by one photon q = P_i - P_f, t = -q^2 > 0. The nucleus is
scalar: vertex i e P^mu sqrt(G(t)) with P = P_i + P_f. Metric (+,-,-,-). P_i is at rest in the frame of E and EX.

    s = (p'+k)^2 - m1^2,  u = (p-k)^2 - m2^2,  S = s + u,  t2 = (p-p')^2,  V = p - k
    spin-averaged |M|^2 = e^4 g^2 G(t)/t^2 * A

The value of a row is A. Lepton line, X radiated after or before the photon vertex:

    T = Gamma (p'slash + kslash + m1) Pslash / s + Pslash (pslash - kslash + m2) Gamma / u
    A = 1/2 Tr[(p'slash + m2) T (pslash + m1) gamma0 T^dagger gamma0]

Gamma = 1 (scalar), gamma5 (pseudoscalar), gamma^nu (vector), gamma^nu gamma5 (axial), and sin th - cos th gamma5
for mu -> tau of the Lagrangian -i g a mubar (sin th + cos th gamma5) tau + h.c. of 2407.15942 (its hermitian
conjugate). Vectors: polarisation sum -g + k k/mX^2 in full. All traces are products of 4x4 matrices of numbers; no
trace theorem and no closed form enters a value.

Photon fusion, -(1/4) g a F Ftilde as in 2501.06294, vertex g eps^{mu nu rho sigma} q_mu l_rho between the photons
q and l = p - p' (it gives Gamma(a -> gamma gamma) = g^2 m^3/(64 pi)):

    v^alpha = eps^{alpha mu beta gamma} P_mu q_beta l_gamma,  Q1^2 = -l^2
    A = 1/2 Tr[(p'slash + m) vslash (pslash + m) vslash] / Q1^4

The phi average of A is at fixed (E, EX, u, t) (fusion: fixed (E, E', Q1^2, t)); phi is the azimuth of q about V
(fusion: about l) from the half plane of p. At these fixed values A s^2 is a polynomial of low degree in s
and s is linear in cos phi, so A at a few values of phi gives the polynomial, further values of phi
confirm it, and the averages of s^-2 .. s^3 complete it. Every average is done again by quadrature of the traces.

Inputs are short decimal numbers, and the kinematics start from the doubles nearest to them, so a program that reads
them has the same point exactly. Derived invariants and values are rounded once, to double.

The report compares the values with the closed forms of A (those of 2407.15942 and 2501.06294 generalised to unequal
masses, derived here) and lists: the gauge invariance of both photon vertices, k.M, the equality of scalar and
pseudoscalar, vector and axial for massless leptons, the Goldstone limit of the axial vector, the soft limit
of the vector, and that the interference of scalar and pseudoscalar couplings vanishes.
"""

import argparse
import itertools
import json
import random
import sys
import time

from mpmath import mp, mpc, mpf

ELECTRON, MUON, TAU = 0.51099895e-3, 0.1056583755, 1.77693
MASS_NUMBERS = (9.012, 12.011, 26.982, 55.845, 183.84, 207.2)
METRIC = (1, -1, -1, -1)
TWO_DIAGRAM = ("scalar", "pseudoscalar", "vector", "axial", "lfv")
POINTS = {"scalar": 180, "pseudoscalar": 180, "vector": 180, "axial": 180, "lfv": 160, "fusion": 160}
AVERAGES = {"scalar": 80, "pseudoscalar": 80, "vector": 80, "axial": 80, "lfv": 60, "fusion": 80}
LOWEST_POWER, POWERS, EXTRA_NODES = -2, 6, 3  # powers of s in A: -2 .. 3 are fitted


# Matrices: lists of rows; entries that vanish identically are the integer 0 and are skipped.


def product(a, b):
    rows = []
    for row in a:
        out = []
        for j in range(4):
            total = 0
            for i in range(4):
                if row[i] and b[i][j]:
                    total = total + row[i] * b[i][j]
            out.append(total)
        rows.append(out)
    return rows


def chain(*factors):
    result = factors[0]
    for factor in factors[1:]:
        result = product(result, factor)
    return result


def combine(*terms):
    """Sum of coefficient * matrix."""
    rows = []
    for i in range(4):
        out = []
        for j in range(4):
            total = 0
            for coefficient, matrix in terms:
                if matrix[i][j] and coefficient:
                    total = total + coefficient * matrix[i][j]
            out.append(total)
        rows.append(out)
    return rows


def dagger(a):
    return [[a[j][i].conjugate() if a[j][i] else 0 for j in range(4)] for i in range(4)]


def trace(a):
    return a[0][0] + a[1][1] + a[2][2] + a[3][3]


def trace_of_product(a, b):
    return sum(a[i][j] * b[j][i] for i in range(4) for j in range(4) if a[i][j] and b[j][i])


def largest(a):
    return max(abs(entry) for row in a for entry in row)


def make_gammas():
    """Chiral representation."""
    pauli = (((1, 0), (0, 1)), ((0, 1), (1, 0)), ((0, -1j), (1j, 0)), ((1, 0), (0, -1)))
    gammas = []
    for index, sigma in enumerate(pauli):
        lower = 1 if index == 0 else -1
        matrix = [[0] * 4 for _ in range(4)]
        for i in range(2):
            for j in range(2):
                if sigma[i][j]:
                    matrix[i][j + 2] = mpc(sigma[i][j])
                    matrix[i + 2][j] = lower * mpc(sigma[i][j])
        gammas.append(matrix)
    return gammas


IDENTITY = GAMMA = GAMMA5 = None


def set_precision(digits):
    global IDENTITY, GAMMA, GAMMA5
    mp.dps = digits
    IDENTITY = [[mpc(1) if i == j else 0 for j in range(4)] for i in range(4)]
    GAMMA = make_gammas()
    GAMMA5 = combine((mpc(0, 1), chain(*GAMMA)))


def dot(a, b):
    return a[0] * b[0] - a[1] * b[1] - a[2] * b[2] - a[3] * b[3]


def add(a, b, sign=1):
    return [x + sign * y for x, y in zip(a, b)]


def slash(v):
    return combine(*[(METRIC[i] * v[i], GAMMA[i]) for i in range(4)])


def parity(permutation):
    return (-1) ** sum(a > b for a, b in itertools.combinations(permutation, 2))


LEVI_CIVITA = [(p, parity(p)) for p in itertools.permutations(range(4))]


def levi_civita(a, b, c):
    """eps^{alpha mu beta gamma} a_mu b_beta c_gamma."""
    a, b, c = ([METRIC[i] * v[i] for i in range(4)] for v in (a, b, c))
    out = [mpf(0)] * 4
    for (i, j, k, l), sign in LEVI_CIVITA:
        out[i] += sign * a[j] * b[k] * c[l]
    return out


# Kinematics. The frame: P_i at rest, z along the three-vector V (fusion: l), p in the x-z plane with p_x >= 0.


class Kinematics:
    """Momenta of V + q -> (mass `recoil`), V = p - (particle of energy `e_other`, mass `other`), V^2 given."""

    def __init__(self, m_in, other, recoil, nucleus, energy, e_other, v_squared):
        self.m_in, self.other, self.recoil, self.nucleus = map(mpf, (m_in, other, recoil, nucleus))
        self.energy, self.e_other = mpf(energy), mpf(e_other)
        self.v_squared = v_squared
        self.ok = False
        if self.e_other <= self.other or self.energy <= self.m_in:
            return
        p = mp.sqrt(self.energy**2 - self.m_in**2)
        o = mp.sqrt(self.e_other**2 - self.other**2)
        self.v_squared_max = self.m_in**2 + self.other**2 - 2 * (self.energy * self.e_other - p * o)
        self.v_squared_min = self.v_squared_max - 4 * p * o
        self.p, self.o = p, o
        if v_squared is None:
            return
        self.v0 = self.energy - self.e_other
        self.v = mp.sqrt(self.v0**2 - v_squared)
        self.sin2 = (self.v_squared_max - v_squared) / (4 * p * o)  # sin^2(theta/2)
        if not 0 < self.sin2 < 1:
            return
        hadronic = (self.nucleus + self.v0) ** 2 - self.v**2  # (P_i + V)^2
        if self.nucleus + self.v0 <= 0 or hadronic <= (self.nucleus + self.recoil) ** 2:
            return
        cosine = 1 - 2 * self.sin2
        self.p_par = (p * p - p * o * cosine) / self.v
        self.p_perp = p * o * 2 * mp.sqrt(self.sin2 * (1 - self.sin2)) / self.v
        # (w - t (1 + V0/M))^2 = 4 V^2 (t + t^2/4M^2), w = V^2 - recoil^2
        self.w = v_squared - self.recoil**2
        a = hadronic / self.nucleus**2
        b = 2 * self.w * (1 + self.v0 / self.nucleus) + 4 * self.v**2
        root = mp.sqrt(b * b - 4 * a * self.w**2)
        self.t_max = (b + root) / (2 * a)
        self.t_min = self.w**2 / (a * self.t_max)
        self.ok = True

    def q_components(self, t):
        q0 = -t / (2 * self.nucleus)
        q_par = (self.w - t * (1 + self.v0 / self.nucleus)) / (2 * self.v)
        return q0, q_par, mp.sqrt(q0**2 + t - q_par**2)

    def momenta(self, t, cos_phi, sin_phi):
        """p, particle `other`, recoil lepton or axion, q, P."""
        q0, q_par, q_perp = self.q_components(t)
        p = [self.energy, self.p_perp, mpf(0), self.p_par]
        v = [self.v0, mpf(0), mpf(0), self.v]
        q = [q0, q_perp * cos_phi, q_perp * sin_phi, q_par]
        return p, add(p, v, -1), add(v, q), q, [2 * self.nucleus - q0, -q[1], -q[2], -q[3]]


# Amplitudes.


class Point:
    """One phase-space point of the two-diagram process."""

    def __init__(self, m1, m2, mx, momenta):
        self.m1, self.m2, self.mx = mpf(m1), mpf(m2), mpf(mx)
        self.p, self.k, self.pp, self.q, self.P = momenta
        p, k, pp, P = self.p, self.k, self.pp, self.P
        self.s = dot(add(pp, k), add(pp, k)) - self.m1**2
        self.u = dot(add(p, k, -1), add(p, k, -1)) - self.m2**2
        self.S = self.s + self.u
        self.t = -dot(self.q, self.q)
        self.t2 = dot(add(p, pp, -1), add(p, pp, -1))
        self.P2, self.Pp, self.Pk = dot(P, P), dot(P, p), dot(P, k)
        self.Ppp = dot(P, pp)
        self.W = self.u * self.Pp + self.s * self.Ppp
        self.B = self.P2 * self.t - 4 * (self.W / self.S) ** 2
        self.C = self.P2 * self.S**2 - 4 * self.t * self.Pk**2
        self.in_spin = combine((1, slash(p)), (self.m1, IDENTITY))
        self.out_spin = combine((1, slash(pp)), (self.m2, IDENTITY))
        self.after = combine((1, slash(add(pp, k))), (self.m1, IDENTITY))
        self.before = combine((1, slash(add(p, k, -1))), (self.m2, IDENTITY))
        self.set_photon(P)

    def set_photon(self, vector):
        photon = slash(vector)
        self.after_photon = combine((1 / self.s, product(self.after, photon)))
        self.photon_before = combine((1 / self.u, product(photon, self.before)))

    def diagrams(self, vertex):
        return product(vertex, self.after_photon), product(self.photon_before, vertex)

    def line(self, vertex):
        return combine(*[(1, d) for d in self.diagrams(vertex)])

    def square(self, vertex):
        line = self.line(vertex)
        bar = chain(GAMMA[0], dagger(line), GAMMA[0])
        return trace_of_product(chain(self.out_spin, line), chain(self.in_spin, bar)).real / 2

    def polarisation_sum(self, matrices):
        metric = sum(-METRIC[i] * self.square(matrices[i]) for i in range(4))
        longitudinal = combine(*[(METRIC[i] * self.k[i], matrices[i]) for i in range(4)])
        return metric, self.square(longitudinal) / self.mx**2

    def value(self, mediator, angle=0):
        if mediator == "scalar":
            return self.square(IDENTITY)
        if mediator == "pseudoscalar":
            return self.square(GAMMA5)
        if mediator == "lfv":
            return self.square(combine((mp.sin(angle), IDENTITY), (-mp.cos(angle), GAMMA5)))
        return sum(self.polarisation_sum(vertices(mediator)))

    def sandwich(self, matrix):
        """Matrix elements between spin sums: vanishes if and only if every spin amplitude does."""
        return chain(self.out_spin, matrix, self.in_spin)


def vertices(mediator):
    return GAMMA if mediator == "vector" else [product(g, GAMMA5) for g in GAMMA]


class FusionPoint:
    def __init__(self, m, momenta):
        self.m = mpf(m)
        self.p, self.pp, self.k, self.q, self.P = momenta
        self.l = add(self.p, self.pp, -1)
        self.q1_squared = -dot(self.l, self.l)
        self.t = -dot(self.q, self.q)
        self.v = levi_civita(self.P, self.q, self.l)

    def value(self):
        v = slash(self.v)
        mass = (self.m, IDENTITY)
        left, right = (combine((1, slash(x)), mass) for x in (self.pp, self.p))
        return trace_of_product(chain(left, v), chain(right, v)).real / 2 / self.q1_squared**2


# The closed forms under test.


def closed_scalar(x, m1, m2):
    b2 = x.S**2 / (x.s * x.u) ** 2 * x.B
    return (x.P2 * x.S**2 - 4 * x.t * x.Pk**2) / (x.s * x.u) + (x.mx**2 - (m1 + m2) ** 2) * b2


def closed_vector(x, m1, m2):
    su = x.s * x.u
    r = (m2 - m1) ** 2 / x.mx**2
    bracket = x.Pp**2 + x.Ppp**2 + (x.t2 + x.mx**2 - 2 * (m2 - m1) ** 2) * x.P2 / 2
    return (
        (x.S**2 / su * (2 + r) - 4) * x.P2
        - 4 * x.t * r / su * x.Pk**2
        - 8 * x.t / su * bracket
        + (1 - r) * (2 * x.mx**2 + (m1 + m2) ** 2) * x.S**2 / su**2 * x.B
    )


def closed_equal_masses(x, mediator):
    su, m = x.s * x.u, x.m1
    b2 = x.S**2 / su**2 * x.B
    common = 2 * x.P2 * (x.s**2 + x.u**2) / su
    common -= 8 * x.t / su * (x.Pp**2 + x.Ppp**2 + x.P2 * (x.t2 + x.mx**2) / 2)
    if mediator == "vector":
        return common + 2 * (x.mx**2 + 2 * m**2) * b2
    goldstone = x.P2 * x.S**2 / su - 4 * x.t * x.Pk**2 / su
    return (
        common
        + 2 * (x.mx**2 - 4 * m**2) * b2
        + 32 * m**2 * x.t * x.P2 / su
        + 4 * m**2 / x.mx**2 * goldstone
    )


def closed(x, mediator, angle=0):
    if mediator == "scalar":
        return closed_scalar(x, x.m1, x.m2)
    if mediator == "pseudoscalar":
        return closed_scalar(x, x.m1, -x.m2)
    if mediator == "lfv":
        scalar, pseudoscalar = closed_scalar(x, x.m1, x.m2), closed_scalar(x, x.m1, -x.m2)
        return mp.sin(angle) ** 2 * scalar + mp.cos(angle) ** 2 * pseudoscalar
    return closed_vector(x, x.m1, x.m2 if mediator == "vector" else -x.m2)


def closed_fusion(x):
    t2 = -x.q1_squared
    return (4 * dot(x.p, x.v) ** 2 + dot(x.v, x.v) * t2) / t2**2


def closed_fusion_average(kin, t):
    q_perp = kin.q_components(t)[2]
    q1_squared = -kin.v_squared
    transverse = kin.o * 2 * mp.sqrt(kin.sin2 * (1 - kin.sin2))
    bracket = 2 * kin.p**2 * transverse**2 + kin.v**2 * q1_squared
    return 4 * kin.nucleus**2 / q1_squared**2 * q_perp**2 * bracket


# Sampling.


class Sampler:
    def __init__(self, seed):
        self.random = random.Random(seed).random

    def uniform(self, low, high):
        return low + (high - low) * mpf(self.random())

    def log_uniform(self, low, high):
        return mp.exp(self.uniform(mp.log(low), mp.log(high)))

    def choose(self, items):
        return items[int(self.random() * len(items))]

    def masses(self, mediator):
        if mediator == "lfv":
            return MUON, TAU
        kind = self.random()
        if mediator == "fusion" or kind < 0.65:
            m = MUON if self.random() < 0.7 else ELECTRON
            return m, m
        if kind < 0.85:
            return self.choose(((MUON, TAU), (ELECTRON, MUON), (ELECTRON, TAU), (MUON, ELECTRON), (TAU, MUON)))
        return tuple(short(self.log_uniform(3e-4, 3), 6) for _ in range(2))

    def start(self, mediator):
        """Masses and beam energy, above threshold."""
        while True:
            m1, m2 = self.masses(mediator)
            nucleus = 0.9315 * self.choose(MASS_NUMBERS)
            energy = short(self.log_uniform(0.5, 5000), 8)
            mx = short(self.log_uniform(1e-3, 30), 8)
            cms = mpf(nucleus) ** 2 + mpf(m1) ** 2 + 2 * mpf(nucleus) * energy
            if m1 < m2 + mx and energy > m1 and cms > (mpf(nucleus) + m2 + mx) ** 2:
                return m1, m2, mx, nucleus, energy

    def energy(self, low, high):
        return short(low + (mpf(high) - low) / (1 + mp.exp(self.uniform(-8, 8))), 9)

    def angle_ratio(self, largest_ratio):
        """Distance from the forward value in units of it: mostly collinear, one in ten up to backward."""
        top = largest_ratio if self.random() < 0.1 else min(largest_ratio, mpf(300))
        return self.log_uniform(min(mpf("1e-3"), top / 10), top)

    def transfer(self, kin):
        choice = self.random()
        if choice < 0.2:
            t = kin.t_min * (1 + self.log_uniform(1e-3, 1))
        elif choice < 0.6 and kin.t_min < 5:
            t = self.log_uniform(kin.t_min, min(kin.t_max, mpf(10)))
        else:
            t = self.log_uniform(kin.t_min, kin.t_max)
        t = short(t, 12)
        return t if kin.t_min < t < kin.t_max else None

    def two_diagram(self, mediator):
        """Inputs (m1, m2, mX, M, E, EX, u, t) and the kinematics."""
        while True:
            m1, m2, mx, nucleus, energy = self.start(mediator)
            ex = self.energy(mx, mpf(energy) - m2)
            forward = Kinematics(m1, mx, m2, nucleus, energy, ex, None)
            if not hasattr(forward, "p"):
                continue
            u0, u_back = (v - mpf(m2) ** 2 for v in (forward.v_squared_max, forward.v_squared_min))
            u = short(u0 * (1 + self.angle_ratio(u_back / u0 - 1)), 12)
            kin = Kinematics(m1, mx, m2, nucleus, energy, ex, mpf(u) + mpf(m2) ** 2)
            t = self.transfer(kin) if kin.ok else None
            if t is not None:
                return (m1, m2, mx, nucleus, energy, ex, u, t), kin

    def fusion(self):
        """Inputs (m, mX, M, E, E', Q1^2, t) and the kinematics."""
        while True:
            m, _, mx, nucleus, energy = self.start("fusion")
            ep = self.energy(m, mpf(energy) - mx)
            forward = Kinematics(m, m, mx, nucleus, energy, ep, None)
            if not hasattr(forward, "p"):
                continue
            low, high = -forward.v_squared_max, -forward.v_squared_min
            q1 = short(low * (1 + self.angle_ratio(high / low - 1)), 12)
            kin = Kinematics(m, m, mx, nucleus, energy, ep, -mpf(q1))
            t = self.transfer(kin) if kin.ok else None
            if t is not None:
                return (m, mx, nucleus, energy, ep, q1, t), kin


def short(x, digits):
    return float(mp.nstr(x, digits))


# The phi average.


def laurent_average(kin, t, value):
    """`value(cos phi)` -> (average, residual at the extra nodes, s_min/s_max), from the Laurent polynomial in s."""
    centre, amplitude = s_coefficients(kin, t)
    count = POWERS + EXTRA_NODES
    cosines = [mp.cos(mp.pi * (2 * i + 1) / (2 * count)) for i in range(count)]
    s = [centre + amplitude * c for c in cosines]
    samples = [value(c) * x**-LOWEST_POWER for c, x in zip(cosines, s)]
    fitted = list(range(count))
    extra = fitted[1 :: count // EXTRA_NODES]
    fitted = [i for i in fitted if i not in extra]
    matrix = mp.matrix([[s[i] ** n for n in range(POWERS)] for i in fitted])
    coefficients = mp.lu_solve(matrix, mp.matrix([samples[i] for i in fitted]))
    residual = max(
        abs(sum(coefficients[n] * s[i] ** n for n in range(POWERS)) - samples[i]) / abs(samples[i]) for i in extra
    )
    root = mp.sqrt(centre**2 - amplitude**2)
    moments = [centre / root**3, 1 / root, 1, centre, centre**2 + amplitude**2 / 2]
    moments.append(centre**3 + 3 * centre * amplitude**2 / 2)
    average = sum(c * m for c, m in zip(coefficients, moments))
    return average, residual, (centre - abs(amplitude)) / (centre + abs(amplitude))


def s_coefficients(kin, t):
    """s = first + second cos phi."""
    _, q_par, q_perp = kin.q_components(t)
    return -t - kin.energy * t / kin.nucleus - 2 * q_par * kin.p_par, -2 * q_perp * kin.p_perp


def quadrature_average(kin, t, value):
    """The same average by trapezoids, after a change of variable that spreads out the peak at the smallest s."""
    centre, amplitude = s_coefficients(kin, t)
    ratio = mp.sqrt((centre - abs(amplitude)) / (centre + abs(amplitude)))
    sign = -1 if amplitude > 0 else 1  # cos phi = sign at the smallest s
    stretch = mp.sqrt(ratio)  # tan(phi/2) = stretch tan(psi/2)
    count = int(mp.ceil(10 / stretch)) + 6
    if count < 250:
        nodes = []
        for j in range(count + 1):
            c, s = mp.cos(mp.pi * j / (2 * count)), mp.sin(mp.pi * j / (2 * count))
            c, s = c, stretch * s
            norm = c * c + s * s
            weight = stretch / norm * (mpf(1) / 2 if j in (0, count) else 1) / count
            nodes.append(((c * c - s * s) / norm, weight))
    else:  # tan(phi/2) = exp(y)
        step = mpf("0.26")
        low, high = mp.log(ratio) - 38, mpf(38)
        nodes = []
        for j in range(int((high - low) / step) + 1):
            y = low + j * step
            nodes.append((-mp.tanh(y), step / mp.cosh(y) / mp.pi))
    return sum(weight * value(sign * cosine) for cosine, weight in nodes), len(nodes)


# Checks.


class Report:
    def __init__(self):
        self.worst = {}
        self.limit = {}

    def note(self, name, difference, limit):
        self.worst[name] = max(self.worst.get(name, mpf(0)), abs(difference))
        self.limit[name] = limit

    def failed(self):
        return [name for name in self.worst if not self.worst[name] <= self.limit[name]]

    def show(self):
        bad = self.failed()
        for name, value in self.worst.items():
            flag = "  FAILED" if name in bad else ""
            print(f"{name:72s} {mp.nstr(value, 2):>10s}{flag}", file=sys.stderr)


def relative(a, b):
    return abs(a - b) / abs(b)


def check_algebra(report, tiny):
    for i in range(4):
        for j in range(4):
            total = combine((1, product(GAMMA[i], GAMMA[j])), (1, product(GAMMA[j], GAMMA[i])))
            expected = combine((2 * METRIC[i] if i == j else 0, IDENTITY))
            report.note("{gamma^mu, gamma^nu} = 2 g", largest(combine((1, total), (-1, expected))), tiny)


def check_point(report, x, inputs, tiny):
    """Kinematics, gauge invariance and k.M at a point of the two-diagram process."""
    m1, m2, mx, nucleus, energy, ex, u, t = map(mpf, inputs)
    final = [(a + b) / 2 for a, b in zip(x.P, [-c for c in x.q])]
    final[0] = x.P[0] - nucleus
    for name, got, expected in (
        ("p'^2 = m2^2", dot(x.pp, x.pp), m2**2),
        ("k^2 = mX^2", dot(x.k, x.k), mx**2),
        ("P_f^2 = M^2", dot(final, final), nucleus**2),
        ("t", x.t, t),
        ("u", x.u, u),
        ("P.q = 0", dot(x.P, x.q) + nucleus**2, nucleus**2),
        ("t2 = mX^2 - t - S", x.t2, mx**2 - t - x.S),
    ):
        report.note("kinematics: " + name, relative(got, expected), tiny)
    s = -t - energy * t / nucleus - 2 * sum(x.p[i] * x.q[i] for i in (1, 2, 3))
    report.note("kinematics: s = -t - E t/M - 2 p.q", relative(s, x.s), tiny)
    report.note("kinematics: P.p = 2ME - (s+t)/2", relative(2 * nucleus * energy - (x.s + t) / 2, x.Pp), tiny)
    report.note("kinematics: P.k = 2M EX - S/2", relative(2 * nucleus * ex - x.S / 2, x.Pk), tiny)
    w = 2 * nucleus * (energy * u + x.s * (energy - ex)) - t * x.S / 2
    report.note("kinematics: u P.p + s P.p'", (w - x.W) / abs(u * x.Pp), tiny)

    scale = {}
    for name, vertex in (("1", IDENTITY), ("gamma5", GAMMA5)):
        scale[name] = x.line(vertex)
    for mediator, name, factor in (("vector", "1", m1 - m2), ("axial", "gamma5", -(m1 + m2))):
        matrices = vertices(mediator)
        longitudinal = combine(*[(METRIC[i] * x.k[i], matrices[i]) for i in range(4)])
        first, second = x.diagrams(longitudinal)
        difference = combine((1, first), (1, second), (-factor, scale[name]))
        size = largest(x.sandwich(first))
        report.note(f"k.M({mediator}) = {'(m1-m2) M(S)' if name == '1' else '-(m1+m2) M(P)'}",
                    largest(x.sandwich(difference)) / size, tiny)
        if m1 == m2 and name == "1":
            report.note("k.M(vector) = 0 for equal masses",
                        largest(x.sandwich(combine((1, first), (1, second)))) / size, tiny)
    x.set_photon(x.q)
    for name, matrices in (("scalar", [IDENTITY]), ("pseudoscalar", [GAMMA5]), ("vector", GAMMA),
                           ("axial", vertices("axial"))):
        for vertex in matrices:
            first, second = x.diagrams(vertex)
            total = largest(x.sandwich(combine((1, first), (1, second))))
            report.note(f"gauge invariance, P -> q: {name}", total / largest(x.sandwich(first)), tiny)
    x.set_photon(x.P)


def kinematic_point(m1, m2, mx, nucleus, energy, ex, tilt, transfer, phi):
    """A point with u and t as multiples of their smallest magnitudes."""
    forward = Kinematics(m1, mx, m2, nucleus, energy, ex, None)
    u = (forward.v_squared_max - mpf(m2) ** 2) * tilt
    kin = Kinematics(m1, mx, m2, nucleus, energy, ex, u + mpf(m2) ** 2)
    if not kin.ok or kin.t_min * transfer >= kin.t_max:
        return None
    return Point(m1, m2, mx, kin.momenta(kin.t_min * transfer, mp.cos(phi), mp.sin(phi)))


def check_limits(report, sampler, tiny):
    for _ in range(20):
        nucleus = mpf("0.9315") * 64
        energy = sampler.log_uniform(5, 1000)
        ex = energy * sampler.uniform(0.1, 0.9)
        tilt, transfer = 1 + sampler.log_uniform(0.1, 10), 1 + sampler.log_uniform(0.1, 10)
        phi = sampler.uniform(0, 2 * mp.pi)
        mx = sampler.log_uniform(0.01, 1)
        point = kinematic_point(0, 0, mx, nucleus, energy, ex, tilt, transfer, phi)
        if point:
            values = {name: point.value(name) for name in ("scalar", "pseudoscalar", "vector", "axial")}
            report.note("m = 0: scalar = pseudoscalar", relative(values["scalar"], values["pseudoscalar"]), tiny)
            report.note("m = 0: vector = axial", relative(values["vector"], values["axial"]), tiny)
            for name, value in values.items():
                report.note(f"m = 0: closed form, {name}", relative(closed(point, name), value), tiny)
            small = kinematic_point(mpf("1e-20"), mpf("1e-20"), mx, nucleus, energy, ex, tilt, transfer, phi)
            for name, value in values.items():
                report.note("m = 1e-20 GeV against m = 0", relative(small.value(name), value), mpf("1e-15"))
        m = mpf(MUON)
        light = kinematic_point(m, m, mpf("1e-10"), nucleus, energy, ex, tilt, transfer, phi)
        if light:
            limit = 4 * m**2 / light.mx**2 * light.value("pseudoscalar")
            report.note("axial, mX = 1e-10 GeV: A mX^2/(4 m^2) = A(pseudoscalar)",
                        relative(light.value("axial"), limit), mpf("1e-9"))
        # soft: mX = EX/2 = 1e-12 E; A -> -(p'/p'.k - p/p.k)^2 A_elastic, corrections of first order in EX
        ex = energy * mpf("1e-12")
        soft = kinematic_point(m, m, ex / 2, nucleus, energy, ex, mpf(1.5), mpf(10) ** 24, phi)
        if soft:
            current = add([a / dot(soft.pp, soft.k) for a in soft.pp], [a / dot(soft.p, soft.k) for a in soft.p], -1)
            photon = slash(soft.P)
            elastic = trace(chain(soft.out_spin, photon, soft.in_spin, photon)).real / 2
            report.note("vector, EX = 1e-12 E: soft factor times elastic",
                        relative(soft.value("vector"), -dot(current, current) * elastic), mpf("1e-6"))


# The fixture.


POINT_COLUMNS = ["mediator", "th", "m1", "m2", "mX", "M", "E", "EX", "u", "t", "phi", "sin2", "s", "S", "t2",
                 "Pp", "Pk", "W", "B", "C", "A"]
AVERAGE_COLUMNS = ["mediator", "th", "m1", "m2", "mX", "M", "E", "EX", "u", "t", "sin2", "A"]
FUSION_COLUMNS = ["m", "mX", "M", "E", "Ep", "Q1sq", "t", "phi", "sin2", "pv", "v2", "A"]
FUSION_AVERAGE_COLUMNS = ["m", "mX", "M", "E", "Ep", "Q1sq", "t", "sin2", "A"]

MEANING = {
    "A": "spin-averaged |M|^2 / (e^4 g^2 G(t)/t^2); in the averages its mean over phi",
    "mediator": "scalar, pseudoscalar, vector, axial: vertex 1, gamma5, gamma^nu, gamma^nu gamma5; lfv: mu -> tau of "
                "-i g a mubar (sin th + cos th gamma5) tau + h.c.",
    "th": "angle of lfv; 0 elsewhere",
    "m1, m2, m": "incoming and outgoing lepton mass; both are m for fusion",
    "mX, M": "mass of the produced particle and of the nucleus, GeV",
    "E, EX, Ep": "energies of the incoming lepton, of X and (fusion) of the outgoing lepton, nucleus at rest",
    "u, s, S, t, t2": "(p-k)^2 - m2^2, (p'+k)^2 - m1^2, s + u, -q^2 with q = P_i - P_f, (p-p')^2",
    "Q1sq": "-(p-p')^2",
    "phi": "azimuth of q about the three-vector p - k (fusion: p - p') from the half plane of p",
    "sin2": "sin^2 of half the angle between p and k (fusion: p and p')",
    "Pp, Pk": "P.p and P.k with P = P_i + P_f",
    "W, B, C": "u P.p + s P.p', P^2 t - 4 (W/S)^2, P^2 S^2 - 4 t (P.k)^2",
    "pv, v2": "p.v and v^2 of v^a = eps^{a mu b c} P_mu q_b (p-p')_c; only pv^2 has a meaning",
    "exact": "th, masses, energies, u, Q1sq, t, phi are exact inputs; the other columns are rounded to double",
}


def make_points(sampler, counts, report, tiny):
    rows = []
    for mediator in TWO_DIAGRAM:
        for _ in range(counts[mediator]):
            inputs, kin = sampler.two_diagram(mediator)
            angle = short(sampler.uniform(0, mp.pi), 6) if mediator == "lfv" else 0
            phi = short(sampler.uniform(0, 2 * mp.pi), 8)
            x = Point(*inputs[:3], kin.momenta(mpf(inputs[-1]), mp.cos(phi), mp.sin(phi)))
            value = x.value(mediator, angle)
            check_point(report, x, inputs, tiny)
            equal = inputs[0] == inputs[1]
            kind = "" if mediator == "lfv" else ", m1 = m2" if equal else ", m1 != m2"
            report.note(f"closed form: {mediator}{kind}", relative(closed(x, mediator, angle), value), tiny)
            if equal and mediator in ("vector", "axial"):
                difference = relative(closed_equal_masses(x, mediator), value)
                report.note(f"closed form for one mass: {mediator}", difference, tiny)
            if mediator == "lfv":
                incoherent = mp.sin(angle) ** 2 * x.value("scalar") + mp.cos(angle) ** 2 * x.value("pseudoscalar")
                report.note("lfv: interference of scalar and pseudoscalar", relative(incoherent, value), tiny)
            derived = (kin.sin2, x.s, x.S, x.t2, x.Pp, x.Pk, x.W, x.B, x.C, value)
            rows.append([mediator, angle, *inputs, phi, *map(float, derived)])
    return rows


def make_fusion_points(sampler, count, report, tiny):
    rows = []
    for _ in range(count):
        inputs, kin = sampler.fusion()
        phi = short(sampler.uniform(0, 2 * mp.pi), 8)
        x = FusionPoint(inputs[0], kin.momenta(mpf(inputs[-1]), mp.cos(phi), mp.sin(phi)))
        value = x.value()
        report.note("kinematics: k^2 = mX^2, fusion", relative(dot(x.k, x.k), mpf(inputs[1]) ** 2), tiny)
        report.note("kinematics: Q1^2, fusion", relative(x.q1_squared, mpf(inputs[5])), tiny)
        report.note("closed form: fusion", relative(closed_fusion(x), value), tiny)
        size = max(map(abs, x.v))
        for name, vector in (("P -> q", levi_civita(x.q, x.q, x.l)),
                             ("P -> l", levi_civita(x.l, x.q, x.l))):
            report.note(f"gauge invariance, {name}: fusion", max(map(abs, vector)) / size, tiny)
        pv, v2 = dot(x.p, x.v), dot(x.v, x.v)
        rows.append([*inputs, phi, *map(float, (kin.sin2, pv, v2, value))])
    return rows


def make_averages(sampler, counts, report, tiny):
    rows = []
    evaluations = 0
    for mediator in TWO_DIAGRAM:
        for _ in range(counts[mediator]):
            inputs, kin = sampler.two_diagram(mediator)
            angle = short(sampler.uniform(0, mp.pi), 6) if mediator == "lfv" else 0
            t = mpf(inputs[-1])

            def value(cosine, sign=1):
                sine = sign * mp.sqrt(max(mpf(0), 1 - cosine**2))
                return Point(*inputs[:3], kin.momenta(t, cosine, sine)).value(mediator, angle)

            average, residual, _ = laurent_average(kin, t, value)
            report.note("phi average: residual of the polynomial in s", residual, mpf("1e-25"))
            report.note("phi average: phi -> -phi", relative(value(mpf(0.3), -1), value(mpf(0.3))), tiny)
            again, count = quadrature_average(kin, t, value)
            evaluations += count
            report.note(f"phi average against quadrature: {mediator}", relative(again, average), mpf("1e-13"))
            rows.append([mediator, angle, *inputs, float(kin.sin2), float(average)])
    print(f"{evaluations} squared amplitudes in the quadratures", file=sys.stderr)
    return rows


def make_fusion_averages(sampler, count, report, tiny):
    rows = []
    for _ in range(count):
        inputs, kin = sampler.fusion()
        t = mpf(inputs[-1])
        averages = []
        for nodes in (7, 12):
            angles = [2 * mp.pi * (j + mpf(1) / 3) / nodes for j in range(nodes)]
            points = (FusionPoint(inputs[0], kin.momenta(t, mp.cos(a), mp.sin(a))) for a in angles)
            averages.append(sum(point.value() for point in points) / nodes)
        report.note("phi average: 7 against 12 nodes, fusion", relative(*averages), tiny)
        expected = closed_fusion_average(kin, t)
        report.note("phi average against closed form: fusion", relative(expected, averages[1]), tiny)
        rows.append([*inputs, float(kin.sin2), float(averages[1])])
    return rows


def write(out, header, tables):
    lines = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in header.items()]
    for name, (columns, rows) in tables.items():
        body = ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows)
        lines.append(f'{json.dumps(name)}: {{\n"columns": {json.dumps(columns)},\n"rows": [\n{body}\n]}}')
    out.write("{\n" + ",\n".join(lines) + "\n}\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--digits", type=int, default=80)
    parser.add_argument("--seed", type=int, default=20407)
    parser.add_argument("--scale", type=float, default=1)
    options = parser.parse_args()
    set_precision(options.digits)
    tiny = mpf(10) ** (-options.digits // 2)
    started = time.time()
    report = Report()
    points, averages = ({k: max(1, round(n * options.scale)) for k, n in table.items()} for table in (POINTS, AVERAGES))

    def sampler(offset):
        return Sampler(options.seed + offset)

    check_algebra(report, tiny)
    check_limits(report, sampler(0), tiny)
    tables = {
        "points": (POINT_COLUMNS, make_points(sampler(1), points, report, tiny)),
        "averages": (AVERAGE_COLUMNS, make_averages(sampler(2), averages, report, tiny)),
        "fusionPoints": (FUSION_COLUMNS, make_fusion_points(sampler(3), points["fusion"], report, tiny)),
        "fusionAverages": (
            FUSION_AVERAGE_COLUMNS,
            make_fusion_averages(sampler(4), averages["fusion"], report, tiny),
        ),
    }
    header = {"script": "scripts/reference/amplitudes.py", "digits": options.digits, "seed": options.seed,
              "meaning": MEANING}
    write(sys.stdout, header, tables)
    report.show()
    print(f"{time.time() - started:.0f} s", file=sys.stderr)
    return 1 if report.failed() else 0


if __name__ == "__main__":
    sys.exit(main())
