-- From version 1 to version 2: a question knows what its asker could read.

-- JSON: the collections; NULL for all of them, and where it was kept before they were noted.
ALTER TABLE turns ADD COLUMN could_read TEXT;
