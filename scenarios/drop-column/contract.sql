-- After the release that does not know the column "country" any more: nobody names it, so it can go.

-- An ALTER TABLE that waits for its lock has everybody else queue up behind it. Better to fail early and try again.
SET lock_timeout = '2s';

-- ACCESS EXCLUSIVE on customers, for a moment: a change of the catalog only.
ALTER TABLE customers DROP COLUMN country;
