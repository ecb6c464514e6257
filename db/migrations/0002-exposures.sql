-- Exposures (numbers of beam particles, JSON) for which contours are drawn instead of that of the experiment.
ALTER TABLE scan ADD COLUMN contour_exposures TEXT NOT NULL DEFAULT '[]'
  CHECK (json_valid(contour_exposures) AND json_type(contour_exposures) = 'array');
