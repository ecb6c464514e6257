-- Grids of which only some points are computed: a coarse grid, and what is refined near contours.

-- NULL for a grid all of whose points are computed; 'growing' as long as further points may be planned.
ALTER TABLE scan ADD COLUMN refinement TEXT CHECK (refinement IN ('growing', 'complete'));

-- 0 for values of the coarse grid, n for those that halve the distances of lower levels for the n-th time.
ALTER TABLE mass_axis ADD COLUMN level INTEGER NOT NULL DEFAULT 0 CHECK (level >= 0);
ALTER TABLE coupling_axis ADD COLUMN level INTEGER NOT NULL DEFAULT 0 CHECK (level >= 0);

-- Of a refined scan: how many points the task has, or, while it is pending, will have at least. NULL elsewhere, where a task
-- has a point for each coupling.
ALTER TABLE task ADD COLUMN points INTEGER CHECK (points >= 0);

-- The level of a point is the higher one of its mass and its coupling.
DROP VIEW grid;
CREATE VIEW grid AS
SELECT
  scan.name AS scan, mass_axis.mass_gev, coupling_axis.coupling,
  point.yield, point.rel_error, status.name AS status,
  scan.model, scan.experiment, scan.channel, scan.method, scan.form_factor, scan.parameters,
  max(mass_axis.level, coupling_axis.level) AS level
FROM scan
CROSS JOIN mass_axis USING (scan_id)
CROSS JOIN coupling_axis USING (scan_id)
CROSS JOIN point USING (scan_id, mass_index, coupling_index)
CROSS JOIN status ON status.code = point.status;

-- A refined scan is as large as it is planned so far; `complete` says whether that is all.
DROP VIEW progress;
CREATE VIEW progress AS
SELECT
  scan.name AS scan,
  count(*) AS tasks,
  sum(task.state = 'done') AS tasks_done,
  sum(coalesce(task.points, task.mass_count * couplings.number)) AS points,
  sum(iif(task.state = 'done', coalesce(task.points, task.mass_count * couplings.number), 0)) AS points_done,
  1.0 * sum(iif(task.state = 'done', task.mass_count, 0)) / sum(task.mass_count) AS fraction,
  count(*) = sum(task.state = 'done') AND ifnull(scan.refinement, 'complete') = 'complete' AS complete
FROM scan
JOIN task USING (scan_id)
JOIN (SELECT scan_id, count(*) AS number FROM coupling_axis GROUP BY scan_id) AS couplings USING (scan_id)
GROUP BY scan.scan_id;
