-- The schema of a muscan database. The migrator sets application_id and user_version in the same transaction.
-- Rules: exact values only (an axis is stored, never recomputed); NaN is never stored (NULL and a status instead);
-- everything that belongs to a scan goes with it (ON DELETE CASCADE).

-- One plan: what was asked for, by whom it was computed, and where the file came from.
CREATE TABLE scan (
  -- AUTOINCREMENT: the id of a removed scan is never given to another one.
  scan_id          INTEGER PRIMARY KEY AUTOINCREMENT,
  name             TEXT NOT NULL UNIQUE CHECK (name <> ''),
  plan_hash        TEXT NOT NULL UNIQUE CHECK (plan_hash <> ''),
  plan             TEXT NOT NULL CHECK (json_valid(plan)),
  -- NULL for a scan that was made by the library, without a file.
  file_text        TEXT,
  file_path        TEXT,
  title            TEXT NOT NULL,
  contour_levels   TEXT NOT NULL CHECK (json_valid(contour_levels) AND json_type(contour_levels) = 'array'),
  model            TEXT NOT NULL,
  experiment       TEXT NOT NULL,
  channel          TEXT NOT NULL,
  method           TEXT NOT NULL,
  form_factor      TEXT NOT NULL,
  parameters       TEXT NOT NULL CHECK (json_valid(parameters) AND json_type(parameters) = 'object'),
  accuracy         REAL NOT NULL CHECK (accuracy > 0),
  muscan_version   TEXT NOT NULL,
  numerics_version INTEGER NOT NULL,
  node_version     TEXT NOT NULL,
  architecture     TEXT NOT NULL,
  created_at       TEXT NOT NULL
) STRICT;

-- The axes, bit for bit. UNIQUE both guards the axis and serves queries by value.
CREATE TABLE mass_axis (
  scan_id    INTEGER NOT NULL REFERENCES scan ON DELETE CASCADE,
  mass_index INTEGER NOT NULL CHECK (mass_index >= 0),
  mass_gev   REAL NOT NULL CHECK (mass_gev >= 0),
  PRIMARY KEY (scan_id, mass_index),
  UNIQUE (scan_id, mass_gev)
) STRICT, WITHOUT ROWID;

CREATE TABLE coupling_axis (
  scan_id        INTEGER NOT NULL REFERENCES scan ON DELETE CASCADE,
  coupling_index INTEGER NOT NULL CHECK (coupling_index >= 0),
  coupling       REAL NOT NULL CHECK (coupling >= 0),
  PRIMARY KEY (scan_id, coupling_index),
  UNIQUE (scan_id, coupling)
) STRICT, WITHOUT ROWID;

-- The work, cut once when the scan is created, so that neither threads nor interruptions can change it.
CREATE TABLE task (
  scan_id          INTEGER NOT NULL,
  task_index       INTEGER NOT NULL CHECK (task_index >= 0),
  first_mass_index INTEGER NOT NULL,
  mass_count       INTEGER NOT NULL CHECK (mass_count > 0),
  state            TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'done')),
  attempts         INTEGER,
  evaluations      INTEGER,
  duration_ms      REAL,
  finished_at      TEXT,
  PRIMARY KEY (scan_id, task_index),
  UNIQUE (scan_id, first_mass_index),
  FOREIGN KEY (scan_id, first_mass_index) REFERENCES mass_axis ON DELETE CASCADE,
  CHECK ((state = 'done') = (finished_at IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE status (
  code    INTEGER PRIMARY KEY,
  name    TEXT NOT NULL UNIQUE,
  meaning TEXT NOT NULL
) STRICT;

INSERT INTO status (code, name, meaning) VALUES
  (0, 'ok',          'computed to the accuracy that was asked for'),
  (1, 'unconverged', 'computed, but less accurately than asked for: see rel_error'),
  (2, 'closed',      'kinematically forbidden: the yield is exactly 0'),
  (3, 'failed',      'could not be computed: no yield; the reason is in failures'),
  (4, 'negligible',  'far too few events to matter: not held to the accuracy that was asked for');

-- The results. No foreign key to coupling_axis: it would need an index over every point to remove a scan.
CREATE TABLE point (
  scan_id        INTEGER NOT NULL,
  mass_index     INTEGER NOT NULL,
  coupling_index INTEGER NOT NULL CHECK (coupling_index >= 0),
  yield          REAL,
  rel_error      REAL,
  status         INTEGER NOT NULL REFERENCES status,
  PRIMARY KEY (scan_id, mass_index, coupling_index),
  FOREIGN KEY (scan_id, mass_index) REFERENCES mass_axis ON DELETE CASCADE,
  CHECK ((status = 3) = (yield IS NULL)),
  CHECK (status <> 2 OR yield = 0)
) STRICT, WITHOUT ROWID;

-- Why points failed. A NULL coupling_index speaks for the whole mass column.
CREATE TABLE failure (
  scan_id        INTEGER NOT NULL,
  mass_index     INTEGER NOT NULL,
  coupling_index INTEGER,
  reason         TEXT NOT NULL CHECK (reason <> ''),
  FOREIGN KEY (scan_id, mass_index) REFERENCES mass_axis ON DELETE CASCADE
) STRICT;

CREATE INDEX failure_point ON failure (scan_id, mass_index, coupling_index);

-- Every start and stop of the engine. A run that never stopped itself (kill -9, power cut) is called lost by the next one.
CREATE TABLE run (
  run_id         INTEGER PRIMARY KEY AUTOINCREMENT,
  scan_id        INTEGER NOT NULL REFERENCES scan ON DELETE CASCADE,
  started_at     TEXT NOT NULL,
  stopped_at     TEXT,
  stop_reason    TEXT CHECK (stop_reason IN ('done', 'interrupted', 'error', 'lost')),
  threads        INTEGER NOT NULL CHECK (threads > 0),
  host           TEXT NOT NULL,
  pid            INTEGER NOT NULL,
  node_version   TEXT NOT NULL,
  muscan_version TEXT NOT NULL,
  points_done    INTEGER NOT NULL DEFAULT 0 CHECK (points_done >= 0)
) STRICT;

CREATE INDEX run_scan ON run (scan_id);

-- Views for people.

-- One row per computed point. CROSS JOIN fixes the order of the loops, so that a range of masses and a range of couplings
-- are both found through an index, and rows come out in the order of mass and coupling without sorting.
CREATE VIEW grid AS
SELECT
  scan.name AS scan, mass_axis.mass_gev, coupling_axis.coupling,
  point.yield, point.rel_error, status.name AS status,
  scan.model, scan.experiment, scan.channel, scan.method, scan.form_factor, scan.parameters
FROM scan
CROSS JOIN mass_axis USING (scan_id)
CROSS JOIN coupling_axis USING (scan_id)
CROSS JOIN point USING (scan_id, mass_index, coupling_index)
CROSS JOIN status ON status.code = point.status;

-- How far each scan has come.
CREATE VIEW progress AS
SELECT
  scan.name AS scan,
  count(*) AS tasks,
  sum(task.state = 'done') AS tasks_done,
  sum(task.mass_count) * couplings.number AS points,
  sum(iif(task.state = 'done', task.mass_count, 0)) * couplings.number AS points_done,
  1.0 * sum(iif(task.state = 'done', task.mass_count, 0)) / sum(task.mass_count) AS fraction
FROM scan
JOIN task USING (scan_id)
JOIN (SELECT scan_id, count(*) AS number FROM coupling_axis GROUP BY scan_id) AS couplings USING (scan_id)
GROUP BY scan.scan_id;

-- Every point (or, with a NULL coupling, every mass column) that could not be computed, and why.
CREATE VIEW failures AS
SELECT scan.name AS scan, mass_axis.mass_gev, coupling_axis.coupling, failure.reason
FROM failure
JOIN scan USING (scan_id)
JOIN mass_axis USING (scan_id, mass_index)
LEFT JOIN coupling_axis USING (scan_id, coupling_index);
