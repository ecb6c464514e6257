#!/usr/bin/env python3
"""Muon pairs of neutrinos, nu gamma -> nu mu mu and nu N -> nu N mu mu, from numeric Dirac traces.

    python3 scripts/reference/tridents.py > test/fixtures/tridents.json

Needs Python 3.9 and numpy; takes some minutes. The fixture goes to standard output, a report of the checks to standard
error. The exit status is 1 when a check fails.

    M = (G_F/sqrt 2) e J^a ubar(p-) [eslash S(p- - q) gamma_a (C_V - C_A gamma5)
                                     + gamma_a (C_V - C_A gamma5) S(q - p+) eslash] v(p+)

J^a = ubar(k2) gamma^a (1 - gamma5) u(k1) comes from two-component spinors. The muon's line is a product of 4x4 matrices
of numbers, its spins are summed by a trace and both polarisations of the photon are taken one by one; no trace theorem
and no closed form enters. All of the three-body phase space is integrated by quadrature, in the rest frame of the pair
with z along the photon:

    sigma = 1/(2 s) 1/2 sum |M|^2 dW^2/(2 pi) dK/(8 pi s) beta/(8 pi) dcos dphi/(4 pi),  K = -(k1 - k2)^2

Nodes of Gauss and Legendre: W = 2 m cosh(eta), K = K0 (e^u - 1) and atanh(beta cos) in (1 - eta/eta_max)^(1/3), in u and in
the rapidity (the first because a light boson makes logarithms of s - W^2); equal steps in phi, exact because |M|^2 has
harmonics up to the second.

On a nucleus (equivalent photons): sigma = (Z^2 alpha/pi) int ds/s sigma(s) int_(s/2E)^1GeV F^2(q) dq^2/q^2, Helm form
factor of Lewin and Smith. A boson of mass m gives C_V -> C_V + v^2 g^2/(m^2 + K); g is where sigma/sigma_SM has the
value of 1406.2332 (15), (16) raised by `sigmas` errors.

The report compares a coarser grid (its difference is `err`) and checks: gauge invariance, that the interference of vector and
axial current vanishes over all of the phase space, and that both are the same at large s.
"""

import json
import sys

import numpy as np

MUON = 0.1056583755
ALPHA = 1 / 137.035999084
FERMI = 1.1663788e-5
SIN2_WEAK = 0.23129
HBAR_C_GEV_FM = 0.1973269804
LARGEST_PHOTON_GEV = 1.0

HIGGS2 = 1 / (np.sqrt(2) * FERMI)
C_V, C_A = 0.5 + 2 * SIN2_WEAK, 0.5

K0 = 1e-6  # GeV^2: the mass squared of the lightest boson
FINE = {"pair": 24, "transfer": 48, "angle": 24, "phi": 5, "energy": 48}
COARSE = {"pair": 18, "transfer": 36, "angle": 16, "phi": 5, "energy": 36}

S_VALUES = (0.05, 0.3, 1, 10, 100, 300)
PHOTON_MASSES = (0.001, 0.03, 0.3, 3)
MASSES = (0.001, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 100)
EXPERIMENTS = (
    {"name": "ccfr", "E": 160, "Z": 26, "A": 55.845, "ratio": 0.82, "error": 0.28},
    {"name": "charm-ii", "E": 20, "Z": 14, "A": 28.085, "ratio": 1.58, "error": 0.57},
)
SIGMAS = (2, 1.645)


# Chiral representation.

PAULI = [np.array(m, complex) for m in ([[0, 1], [1, 0]], [[0, -1j], [1j, 0]], [[1, 0], [0, -1]])]
ZERO, ONE = np.zeros((2, 2)), np.eye(2)
GAMMA = [np.block([[ZERO, ONE], [ONE, ZERO]]).astype(complex)]
GAMMA += [np.block([[ZERO, sigma], [-sigma, ZERO]]) for sigma in PAULI]
GAMMA5 = 1j * GAMMA[0] @ GAMMA[1] @ GAMMA[2] @ GAMMA[3]
MASS = MUON * np.eye(4)


def slash(v):
    v = v[..., None, None]
    return v[..., 0, :, :] * GAMMA[0] - sum(v[..., i, :, :] * GAMMA[i] for i in (1, 2, 3))


def adjoint(m):
    return GAMMA[0] @ np.conj(np.swapaxes(m, -1, -2)) @ GAMMA[0]


def trace_of_product(a, b):
    return np.einsum("...ij,...ji->...", a, b)


def left_spinor(k):
    """xi with xi xi^dagger = k^0 - k.sigma, for momenta in the x-z plane: the projection of a spinor along y."""
    along_y = np.array([1, 1j]) / np.sqrt(2)
    projector = k[..., 0, None, None] * ONE - sum(k[..., i + 1, None, None] * PAULI[i] for i in range(3))
    return projector @ along_y / np.sqrt(k[..., 0, None])


def neutrino_current(k1, k2):
    xi1, xi2 = left_spinor(k1), np.conj(left_spinor(k2))
    matrices = [np.eye(2, dtype=complex)] + [-sigma for sigma in PAULI]
    return np.stack([2 * np.einsum("...i,ij,...j->...", xi2, m, xi1) for m in matrices], -1)


def legendre(n, start, end):
    nodes, weights = np.polynomial.legendre.leggauss(n)
    start, half = np.asarray(start), (np.asarray(end) - start) / 2
    return start[..., None] + half[..., None] * (1 + nodes), half[..., None] * weights


def photon_density(s, grid, polarisations=None):
    """K and the shares of sigma in GeV^-2 over (pair mass, K): of C_V = 1, of C_A = 1, their interference, its size."""
    eta_max = np.arccosh(np.sqrt(s) / (2 * MUON))
    t, weight_t = legendre(grid["pair"], 0.0, 1.0)
    eta, weight_eta = eta_max * (1 - t**3), eta_max * 3 * t**2 * weight_t
    pair2 = 4 * MUON**2 * np.cosh(eta) ** 2
    beta = np.tanh(eta)
    weight_pair = weight_eta * 8 * MUON**2 * np.cosh(eta) * np.sinh(eta)
    u, weight_u = legendre(grid["transfer"], 0.0, np.log1p((s - pair2) / K0))
    transfer = K0 * np.expm1(u)
    weight_transfer = weight_u * K0 * np.exp(u)
    y, weight_y = legendre(grid["angle"], -eta, eta)
    cosine = np.tanh(y) / beta[:, None]
    weight_cosine = weight_y / np.cosh(y) ** 2 / beta[:, None]
    phi = (np.arange(grid["phi"]) + 0.37) * 2 * np.pi / grid["phi"]

    # Rest frame of the pair. Axes of arrays: pair mass, K, angle, phi.
    mass = np.sqrt(pair2)[:, None]
    omega = (mass**2 + transfer) / (2 * mass)
    energy = (s - transfer) / (2 * mass)
    cos1 = 1 - s / (2 * energy * omega)
    sin1 = np.sqrt(np.maximum(1 - cos1**2, 0))
    zero = np.zeros_like(transfer)
    q = np.stack([omega, zero, zero, omega], -1)
    k1 = np.stack([energy, energy * sin1, zero, energy * cos1], -1)
    k2 = k1 + q
    k2[..., 0] = np.sqrt((k2[..., 1:] ** 2).sum(-1))
    vector = slash(neutrino_current(k1, k2))[:, :, None, None]
    axial = vector @ GAMMA5

    sine = np.sqrt(np.maximum(1 - cosine**2, 0))[..., None]
    direction = np.stack(
        [sine * np.cos(phi), sine * np.sin(phi), cosine[..., None] * np.ones(len(phi))], -1
    ) * beta[:, None, None, None]
    ones = np.ones(direction.shape[:-1] + (1,))
    half = (mass / 2)[..., None, None]
    minus = slash(half * np.concatenate([ones, direction], -1))[:, None]
    plus = slash(half * np.concatenate([ones, -direction], -1))[:, None]
    photon = slash(q)[:, :, None, None]
    scale = mass[..., None] * omega[..., None]
    to_minus = (scale * (1 - np.tanh(y))[:, None])[..., None, None, None]  # 2 p-.q
    to_plus = (scale * (1 + np.tanh(y))[:, None])[..., None, None, None]
    after = (minus - photon + MASS) / -to_minus
    before = (photon - plus + MASS) / -to_plus

    squares = [0, 0, 0]
    for e in polarisations or (GAMMA[1], GAMMA[2]):
        e = e if not callable(e) else e(photon)
        amplitudes = [e @ after @ v + v @ before @ e for v in (vector, axial)]
        closed = [(minus + MASS) @ a @ (plus - MASS) for a in amplitudes]
        bars = [adjoint(a) for a in amplitudes]
        squares[0] = squares[0] + trace_of_product(closed[0], bars[0]).real
        squares[1] = squares[1] + trace_of_product(closed[1], bars[1]).real
        squares[2] = squares[2] - 2 * trace_of_product(closed[0], bars[1]).real
    squares.append(abs(squares[2]))

    measure = (
        (FERMI**2 / 2 * 4 * np.pi * ALPHA * 0.5 / (2 * s))
        * weight_pair[:, None] / (2 * np.pi)
        * weight_transfer / (8 * np.pi * s)
        * beta[:, None] / (8 * np.pi)
    )
    over_angles = weight_cosine / 2 / len(phi)
    return transfer, [measure * np.einsum("abyp,ay->ab", square, over_angles) for square in squares]


def helm(A):
    surface = 0.9
    radius = np.sqrt((1.23 * A ** (1 / 3) - 0.6) ** 2 + 7 / 3 * np.pi**2 * 0.52**2 - 5 * surface**2)

    def form_factor(q):
        x = q * radius / HBAR_C_GEV_FM
        ball = np.where(x < 0.01, 1 - x**2 / 10, 3 * (np.sin(x) - x * np.cos(x)) / np.maximum(x, 0.01) ** 3)
        return ball * np.exp(-((q * surface / HBAR_C_GEV_FM) ** 2) / 2)

    return form_factor


def limits(experiment, grid):
    """g at each mass and number of errors, in the order of `limit_keys`."""
    E, form_factor = experiment["E"], helm(experiment["A"])
    s_max = 2 * E * LARGEST_PHOTON_GEV
    eta, weight_eta = legendre(grid["energy"], 0.0, np.arccosh(np.sqrt(s_max) / (2 * MUON)))
    moments = {m: np.zeros(4) for m in MASSES}  # axial; vector with 0, 1, 2 propagators
    for s, weight in zip(4 * MUON**2 * np.cosh(eta) ** 2, weight_eta * 2 * np.tanh(eta)):
        log_q, weight_q = legendre(400, np.log(s / (2 * E)), np.log(LARGEST_PHOTON_GEV))
        photons = (2 * weight_q * form_factor(np.exp(log_q)) ** 2).sum()
        transfer, (vector, axial, _, _) = photon_density(s, grid)
        for m in MASSES:
            propagator = 1 / (m**2 + transfer)
            parts = (axial, vector, vector * propagator, vector * propagator**2)
            moments[m] += weight * photons * np.array([part.sum() for part in parts])
    found = []
    for m, sigmas in limit_keys():
        axial, vector, single, double = moments[m]
        excess = (experiment["ratio"] + sigmas * experiment["error"] - 1) * (C_V**2 * vector + C_A**2 * axial)
        x = (np.sqrt((C_V * single) ** 2 + double * excess) - C_V * single) / double
        found.append(np.sqrt(x / HIGGS2))
    return found


def limit_keys():
    return [(m, sigmas) for m in MASSES for sigmas in SIGMAS]


def weighted(s, grid):
    transfer, (vector, axial, _, _) = photon_density(s, grid)
    weights = [np.ones_like(transfer)] + [(m**2 + transfer) ** -n for m in PHOTON_MASSES for n in (1, 2)]
    return [((vector * w).sum(), (axial * w).sum()) for w in weights]


def main():
    failed = False

    def check(what, value, limit):
        nonlocal failed
        failed = failed or not value < limit
        print(f"{what}: {value:.2g} (limit {limit:g})", file=sys.stderr)

    small = {"pair": 8, "transfer": 10, "angle": 8, "phi": 5}
    for s in (0.1, 10):
        _, (vector, axial, _, _) = photon_density(s, small)
        _, gauge = photon_density(s, small, [lambda photon: photon])
        scale = s  # |q|^2 in place of a unit polarisation
        check(f"s = {s}: longitudinal photons", max(abs(gauge[0] / vector).max(), abs(gauge[1] / axial).max()) / scale, 1e-10)

    photons = []
    errors = []
    for s in S_VALUES:
        _, (_, _, interference, size) = photon_density(s, FINE)
        check(f"s = {s}: interference of the currents", abs(interference.sum()) / size.sum(), 1e-12)
        keys = [(0, 0)] + [(m, n) for m in PHOTON_MASSES for n in (1, 2)]
        for (m, n), fine, coarse in zip(keys, weighted(s, FINE), weighted(s, COARSE)):
            err = max(abs(c / f - 1) for f, c in zip(fine, coarse))
            errors.append(err)
            photons.append([s, m, n, *map(float, fine), float(f"{err:.1g}")])
    check("photons: coarser grid", np.max(errors), 2e-4)

    leading = FERMI**2 * ALPHA / (9 * np.pi**2) * 1e4
    _, (vector, axial, _, _) = photon_density(1e4, FINE)
    check("s = 10^4: vector and axial current", abs(vector.sum() / axial.sum() - 1), 1e-3)
    constant = np.log(1e4 / MUON**2) - vector.sum() / leading
    check("s = 10^4: constant beside the logarithm, from 8/3", abs(constant - 8 / 3), 0.01)

    rows = []
    errors = []
    for experiment in EXPERIMENTS:
        for (m, sigmas), fine, coarse in zip(limit_keys(), limits(experiment, FINE), limits(experiment, COARSE)):
            err = abs(coarse / fine - 1)
            errors.append(err)
            rows.append([experiment["name"], m, sigmas, float(fine), float(f"{err:.1g}")])
    check("limits: coarser grid", np.max(errors), 1e-4)

    write(photons, rows)
    return 1 if failed else 0


def write(photons, rows):
    meaning = {
        "photons": "nu gamma -> nu mu mu in GeV^-2 of C_V = 1 and of C_A = 1, weighted with (m^2 + K)^-n",
        "limits": "g of nu N -> nu N mu mu at `sigmas` errors above the measured ratio, E and masses in GeV",
        "err": "relative difference from a coarser grid, the larger of the two currents",
    }
    constants = {
        "m_mu": MUON, "alpha": ALPHA, "G_F": FERMI, "sin2_weak": SIN2_WEAK, "hbarc_GeVfm": HBAR_C_GEV_FM,
        "largest_photon_GeV": LARGEST_PHOTON_GEV,
    }
    tables = {
        "photons": (["s", "m", "n", "vector", "axial", "err"], photons),
        "limits": (["experiment", "m", "sigmas", "g", "err"], rows),
    }
    print("{")
    print('"script": "scripts/reference/tridents.py",')
    print(f'"meaning": {json.dumps(meaning)},')
    print(f'"constants": {json.dumps(constants)},')
    print(f'"experiments": {json.dumps(EXPERIMENTS)},')
    for i, (name, (columns, table)) in enumerate(tables.items()):
        print(f'"{name}": {{\n"columns": {json.dumps(columns)},\n"rows": [')
        print(",\n".join(json.dumps(row, separators=(",", ":")) for row in table))
        print("]\n}" + ("," if i == 0 else ""))
    print("}")


if __name__ == "__main__":
    sys.exit(main())
