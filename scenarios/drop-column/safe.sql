-- What must come before the release that does not know the column "country" any more. While that is rolled out, both
-- versions of the application run: the old one names the column, the new one inserts customers without it.

-- An ALTER TABLE that waits for its lock has everybody else queue up behind it. Better to fail early and try again.
SET lock_timeout = '2s';

-- ACCESS EXCLUSIVE on customers, for a moment: a change of the catalog only.
ALTER TABLE customers ALTER COLUMN country DROP NOT NULL;

-- Not here, but in a migration after that release, when no query names the column: a change of the catalog only, too.
--     SET lock_timeout = '2s';
--     ALTER TABLE customers DROP COLUMN country;
