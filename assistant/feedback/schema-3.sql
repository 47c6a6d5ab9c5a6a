-- From version 2 to version 3: feedback knows what its asker could read.

-- JSON: the collections; NULL for all of them, and where it was kept before they were noted.
ALTER TABLE feedback ADD COLUMN collections TEXT;
