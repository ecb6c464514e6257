/** The scan file that `muscan init` writes: a complete scan, with the meaning of every field beside it. */
import { SCAN_REGISTRIES, type ScanRegistries } from './registries.js';
import { shortNames } from './sweep-fields.js';

/** The template, with the registered alternatives in its comments; `schemaPath` is where editors find the JSON Schema. */
export function scanTemplate(
  name = 'my-scan',
  schemaPath?: string,
  registries: ScanRegistries = SCAN_REGISTRIES,
): string {
  const { models, methods, formFactors, experiments } = registries;
  const short = shortNames(registries);
  const modeline = schemaPath === undefined ? '' : `# yaml-language-server: $schema=${schemaPath}\n\n`;
  return `${modeline}\
# A scan: the expected number of events for every mass and coupling of a grid.
# Quantities carry their unit (1 MeV, 20 cm, 0.1 rad); pure numbers have none.

# Name under which the scan is stored: lower-case letters, digits, dots and hyphens.
name: ${name}
# For figures and reports; optional.
title: My scan

# The new particle and its couplings. Models: ${Object.keys(models).join(', ')}.
# A model with parameters of its own takes them as \`parameters: {theta: pi/2, g_chi: 0.1}\`.
model:
  id: scalar-mass-proportional

# Beam, target and selection. Experiments: ${Object.keys(experiments).join(', ')}.
# To change some numbers of one, name it and give only those:
#   experiment:
#     id: na64-1701.07437
#     beam: {energy: 100 GeV}
#     target: {length: 40 cm}
# A new experiment is written in full, under a name of its own:
#   experiment:
#     id: my-experiment
#     title: My muon beam dump
#     source: our letter of intent
#     beam: {particle: muon, energy: 50 GeV, particles_on_target: 1e14}
#     target: {material: W, length: 2 m, number_density: 6.3e22 /cm^3, energy_loss: 30 MeV/cm, minimum_energy: 1 GeV}
#     channels:
#       decay:
#         title: Decay in the 10 m behind the dump, measured from the front face of the target
#         decay_volume: {from: 5 m, to: 15 m}
#         x_min: 0.1
#         recoil: {min: 1 GeV, max: 40 GeV}
#         signature: visible
#         efficiency: {mass_gev: [0.01, 0.1, 1], efficiency: [0.2, 0.5, 0.6]}
# In place of the energy a beam may have \`spectrum: {energy_from_gev: [...], energy_to_gev: [...], particles: [...]}\`.
# Energy loss: none (a thin target), a constant, stopping-power (of muons), or {energy_gev: [...], loss_gev_per_cm: [...]}.
# Any of these tables may be in a CSV file beside this one: \`spectrum: {file: beam.csv}\`.
# For layers and extents of targets, several decay volumes and selections of taus see the JSON Schema (muscan schema).
experiment: na64-1701.07437
# What is looked for: one of the experiment's channels. May be left out where there is only one.
channel: missing-energy

# How production is computed. Methods: ${Object.keys(methods).join(', ')}.
method: exact
# Form factor of the nucleus: ${formFactors.join(', ')}.
form_factor: tsai

# Limits of the integration over the matrix element; these are the defaults.
integration:
  # Least x = E_X / E_beam, a number or a fraction such as 1/3. The channel's own cut holds as well.
  x_min: 0
  # Greatest x: \`physical\` (the kinematic limit) or a number.
  x_max: physical
  # Greatest angle of the new particle: \`none\` (no cut) or an angle in rad, mrad.
  theta_max: none
  # Greatest momentum transfer squared: \`natural\` (m_X^2 + m_l^2) or a value in GeV^2, MeV^2.
  t_max: natural

# The axes: a range, or single values such as \`mass: {values: [1 MeV, 10 MeV, 100 MeV]}\`.
# Spacing: log (the default) or linear. Points: 2 to 100000 on an axis.
grid:
  # Units: eV, keV, MeV, GeV, TeV.
  mass: {from: 1.03 MeV, to: 211 MeV, points: 200, spacing: log}
  # In the unit of the model; pure numbers for a dimensionless coupling.
  coupling: {from: 1e-6, to: 1, points: 200, spacing: log}
  # Instead of many points: some 30 x 30, and between them those that the contours below need.
  # refine: {accuracy: 0.1 %, levels: 6}

# Relative accuracy of every yield, from 1e-8 to 0.1; the default is 1e-4.
accuracy: 1e-4

# Numbers of events whose contours are drawn, or upper limits on the signal such as
# {cl: 90%, observed: 0, background: 0, method: poisson}; \`exposures: [1e12, 1e13]\` draws each for several numbers of beam
# particles. All of this can be changed without a new scan, except where the grid is refined for it.
contours:
  levels: [3]

# What else the figure shows: limits and bands by their names (muscan list constraints), or files of your own. It can be changed
# without a new scan; left out, it is the (g-2) band of the muon.
#   constraints: [muon-g-2, my-limit.yaml]

# A scan for each combination of values of some fields, for example:
#   sweep:
#     exposure: [1e12, 1e13]
#     experiment.target.length: [20 cm, 40 cm]
# Short names: ${short.join(', ')}; exposure is the beam's particles_on_target, kappa the efficiency of
# the channel, delta the flight_beyond of its recoil_tau.
`;
}
