-- What has expired is history: it is read only where points are taken back in whose stead it would
-- have been spent, from the day on which those were earned.

ALTER TABLE lot
	MODIFY COLUMN matters BOOLEAN AS (remaining <> 0 OR held <> 0) PERSISTENT COMMENT 'to steps that do not name its source',
	DROP KEY IF EXISTS matters;

-- Apart: one statement that drops and adds a key of one name adds none.
ALTER TABLE lot
	ADD KEY IF NOT EXISTS matters (account, matters, earned_day);
