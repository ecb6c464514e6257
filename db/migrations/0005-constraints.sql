-- What else the figure of a scan shows (JSON, a list): NULL where its file does not say, which is the (g-2) band of the muon.
ALTER TABLE scan ADD COLUMN constraints TEXT
  CHECK (constraints IS NULL OR (json_valid(constraints) AND json_type(constraints) = 'array'));
