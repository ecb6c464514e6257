-- What was stored, provably, and by which program.

-- SHA-256 of the points of a task, written in one transaction with them. NULL for a pending task, and for one that was
-- done before this column existed.
ALTER TABLE task ADD COLUMN checksum TEXT CHECK (checksum IS NULL OR (length(checksum) = 64 AND state = 'done'));

-- The program of a run, in more detail. NULL where it is unknown: for runs before these columns existed.
ALTER TABLE run ADD COLUMN architecture TEXT;
-- NULL also where muscan is no git checkout of its own.
ALTER TABLE run ADD COLUMN git_commit TEXT;
ALTER TABLE run ADD COLUMN git_dirty INTEGER CHECK (git_dirty IN (0, 1));
ALTER TABLE run ADD COLUMN packages TEXT CHECK (json_valid(packages) AND json_type(packages) = 'object');
-- The scan file that this run was started with.
ALTER TABLE run ADD COLUMN scan_file TEXT;
