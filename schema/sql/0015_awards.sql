-- What points were spent on by the programme's awards, with what was agreed then, and where the
-- points of a lot were earned.

ALTER TABLE redemption
	ADD COLUMN IF NOT EXISTS award VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NULL,
	ADD COLUMN IF NOT EXISTS day INT NULL COMMENT 'when it was held',
	ADD COLUMN IF NOT EXISTS returned BIGINT NOT NULL DEFAULT 0 COMMENT 'points that were let go in the end',
	ADD COLUMN IF NOT EXISTS penalty BIGINT NOT NULL DEFAULT 0 COMMENT 'points that were kept then',
	ADD COLUMN IF NOT EXISTS sealed_award BLOB NULL COMMENT 'what it is for, its price and what giving it back costs',
	ADD KEY IF NOT EXISTS award (account, award, day);

ALTER TABLE entry
	MODIFY COLUMN sealed_why BLOB NULL COMMENT 'reason and second person of an adjustment; else what it is about';

ALTER TABLE lot
	ADD COLUMN IF NOT EXISTS property BINARY(16) NULL COMMENT 'where its points were earned';

UPDATE lot SET property = (SELECT posting.property FROM posting
	WHERE posting.stay = UNHEX(SUBSTRING(lot.source, 6)))
	WHERE property IS NULL AND source LIKE 'stay:%';
