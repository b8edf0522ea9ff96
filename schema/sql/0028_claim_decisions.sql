-- What a person had decided about a stay that was given to another by a claim, for the day on which
-- the claim is taken back.

ALTER TABLE posting
	ADD COLUMN IF NOT EXISTS decided_apart TINYINT UNSIGNED NULL COMMENT 'as decided, but for claims; where it was given to another';
