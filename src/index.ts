/** The library's public API. */
export {
  DatabaseLockedError,
  ExitCode,
  InputFileError,
  type InputProblem,
  IntegrityError,
  MuscanError,
  PlanMismatchError,
  StorageError,
  UsageError,
} from './errors.js';
export { VERSION } from './version.js';

export { MEDIATORS, type Mediator, type Spectrum } from './physics/bremsstrahlung.js';
export { HBAR_C_SQUARED_GEV2_CM2, HBAR_C_SQUARED_GEV2_PB } from './physics/constants.js';
export { crossSection, type CrossSection } from './physics/cross-section.js';
export { relicCrossSectionPerGeV2 } from './physics/dark-matter.js';
export { decayLengthCm } from './physics/decays.js';
export { constantEnergyLoss, stoppingPowerTable, tabulatedEnergyLoss } from './physics/energy-loss.js';
export { FORM_FACTORS, FORM_FACTOR_IDS, type FormFactorId } from './physics/form-factors.js';
export {
  KAON_MASS_GEV,
  KAON_RADIATIONS,
  type KaonRadiation,
  LARGEST_MISSING_MASS2_GEV2,
  kaonBranching,
  kaonBranchingFraction,
  kaonDalitzDensityPerGeV4,
  kaonMissingMassSpectrum,
  kaonMissingMassSpectrumPerGeV2,
  kaonSquaredAmplitude,
} from './physics/kaon-decay.js';
export { kineticMixingStrengthAtUnitCoupling } from './physics/kinetic-mixing.js';
export { MATERIALS } from './physics/materials.js';
export {
  CROSS_SECTION_METHOD_IDS,
  METHODS,
  METHOD_IDS,
  type MethodDefinition,
  type MethodId,
} from './physics/methods.js';
export {
  LEPTONS,
  LEPTON_MASS_GEV,
  type Lepton,
  TAU_C_TAU_CM,
  TAU_TO_MUON_FRACTION,
  TAU_TO_THREE_PRONGS_FRACTION,
} from './physics/particles.js';
export { PhotonFlux } from './physics/photon-flux.js';
export { type Dimension, parseQuantity } from './physics/units.js';
export { lfvCouplingPerTeV } from './physics/uv-completion.js';

export { COUPLED, COUPLING_MEANINGS, MODELS, type Model, particleOf } from './models/index.js';
export { mixingAngle } from './experiments/fields.js';
export { DEFAULT_LIMIT_EVENTS } from './experiments/channel-schema.js';
export { EXPERIMENTS } from './experiments/index.js';
export {
  CERTAINTIES,
  type Certainty,
  CONSTRAINTS,
  type Constraint,
  MOMENT_DIFFERENCES,
} from './constraints/index.js';

export {
  Kernel,
  PointStatus,
  couplingsAtLevel,
  describePoint,
  type PointAnatomy,
} from './sensitivity/index.js';
export {
  crossSectionAt,
  type CrossSectionRequest,
  type CrossSectionResult,
} from './sensitivity/cross-section-at.js';
export {
  type CrossSectionStatistics,
  crossSectionStatistics,
} from './sensitivity/cross-section-statistics.js';
export { DecayPaths } from './sensitivity/decay-paths.js';
export { parseConfidenceLevel } from './sensitivity/confidence-level.js';
export { LIMIT_METHODS, type LimitMethod, type LimitRequest, upperLimit } from './sensitivity/upper-limit.js';

export { NUMERICS_VERSION, type Plan, coarseCouplings, coarseMasses } from './scan/plan.js';
export { planHash } from './scan/plan-hash.js';
export {
  parseScanFile,
  parseScanFiles,
  readScanFile,
  readScanFiles,
  readTextFile,
  type ScanFile,
} from './scan/scan-file.js';
export { constraintJsonSchema, isConstraintText, openConstraintFile } from './scan/constraint-file.js';
export { findConstraint } from './scan/find-constraint.js';
export { scanJsonSchema } from './scan/json-schema.js';
export {
  type ConstraintRecord,
  type NamedConstraint,
  constraintRecords,
  describeRecord,
} from './scan/named-constraints.js';
export { choosePlanes } from './scan/choose-planes.js';
export { type SweptParameter } from './scan/swept-parameters.js';
export { scanTemplate } from './scan/template.js';
export { closestWord } from './scan/suggestion.js';

export {
  type ConstraintRequest,
  type ConstraintRow,
  type EdgeStatus,
  type EvaluatedConstraint,
  type ParameterDescription,
  confidenceOf,
  describeParameters,
  evaluateConstraint,
} from './overlays/index.js';

export { createDirectory } from './store/database-path.js';
export { type Backup, type BackupOptions, backupDatabase } from './store/backup.js';
export { openReadOnly } from './store/open-database.js';
export { type SqlValue, runQuery } from './store/query.js';
export { writeResultFile } from './store/query-file.js';
export { DEFAULT_QUERY_LIMITS, type QueryStream, withQuery } from './store/query-process.js';
export type { QueryProcessLimits } from './store/query-protocol.js';
export { type DatabaseStatus, databaseStatus } from './store/database-status.js';
export { estimateBytes } from './store/free-space.js';
export { type Removal, type RemovalOptions, removeScans } from './store/remove-scans.js';
export type { StoredRun } from './store/run-log.js';
export { type ScanRecord, readScanRecord } from './store/scan-record.js';
export type { StoredScan } from './store/scan-repository.js';

export { defaultThreads } from './engine/pool.js';
export { type DryRun, dryRun, dryRuns } from './engine/dry-run.js';
export { LogFile, refuseLogInto } from './engine/log-file.js';
export { RunRecord, describeDeath, describeFork, describeOtherName } from './engine/run-record.js';
export type { RunEvent } from './engine/run-events.js';
export { type RunOptions, type RunSummary, runScan } from './engine/run-scan.js';
export {
  type LoadedScan,
  type ScanReference,
  loadPlan,
  loadScan,
  loadScanFiles,
  parseScanReference,
  withReader,
} from './engine/scan-reference.js';
export {
  type StoredPlane,
  type StoredPlanes,
  findStoredPlanes,
  inFile,
  loadPlane,
} from './engine/stored-planes.js';
export { findStoredScans } from './engine/stored-scans.js';
export { type ScanSnapshot, readSnapshot } from './engine/scan-snapshot.js';
export {
  type Damage,
  type Verification,
  type VerifiedScan,
  type VerifyOptions,
  verifyDatabase,
} from './engine/verify-scan.js';

export {
  type Figure,
  LABEL_PLACES,
  type LabelPlace,
  NAMED_SIZES,
  THEME_NAMES,
  type ThemeName,
  figureFormat,
  parseFigureSize,
  renderFigure,
  svgToPdf,
  svgToPng,
} from './report/index.js';
export {
  figureJsonSchema,
  type FigureFile,
  type ParsedFigureFile,
  isFigureText,
  readFigureFile,
} from './report/figure-file.js';
export { spectrumFigure, spectrumRows, sweepFigure } from './report/cross-section-figure.js';
export { figureOfConstraint } from './report/constraint-figure.js';
export { figureOfFile, figureOfScan, heatMapFigure } from './report/scan-figure.js';
export { figureOfPlanes } from './report/sweep-figure.js';
export {
  contoursToAxionLimits,
  contoursToDarkcast,
  contoursToGeoJson,
  contoursToHepdata,
} from './report/exchange.js';
export { refuseMixedUnits, withContours } from './report/html/contoured-scans.js';
export { reportPage } from './report/html/page.js';
export { formatCount, formatDuration } from './report/number-words.js';
export { type PolishCount, polishContours } from './report/polish-contours.js';
export { type AskedContours, refinementNotes } from './report/contour-notes.js';
export { type LevelContours, type StoredContours, contoursOf, scanContours } from './report/scan-contours.js';
export type { PlaneTable } from './report/plane-table.js';
export { gridToParquet, planesToParquet, rowsToParquet } from './report/parquet.js';
export {
  type ContourTable,
  contoursToCsv,
  contoursToJson,
  gridToCsv,
  gridToJson,
  planeContoursToCsv,
  planeContoursToJson,
  planesToCsv,
  planesToJson,
} from './report/tables.js';

export { type Watch, type WatchOptions, startWatch } from './live/watch-server.js';
