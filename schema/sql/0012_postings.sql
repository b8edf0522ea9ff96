-- Where a posting's entries stand, and as whose and of which days the stay was seen then, so that all
-- of it can be taken back when it turns out to be another's or of other days; and what a person has
-- decided about it.

ALTER TABLE posting
	ADD COLUMN IF NOT EXISTS account BINARY(16) NULL COMMENT 'where its entries stand',
	ADD COLUMN IF NOT EXISTS tier VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'by which it earned',
	ADD COLUMN IF NOT EXISTS seen_guest BINARY(16) NULL COMMENT 'whose it was when it was last looked at',
	ADD COLUMN IF NOT EXISTS seen_arrival_day INT NULL,
	ADD COLUMN IF NOT EXISTS seen_departure_day INT NULL,
	ADD COLUMN IF NOT EXISTS since_us BIGINT NULL COMMENT 'hotel time since when it waits for a person',
	ADD COLUMN IF NOT EXISTS decided_us BIGINT NULL COMMENT 'when the latest word on it was said',
	ADD COLUMN IF NOT EXISTS sealed_decision BLOB NULL COMMENT 'why, and who',
	MODIFY COLUMN state TINYINT UNSIGNED NOT NULL COMMENT '0 not yet looked at, 1 posted, 2 waits for a person, 3 earns nothing, 4 no member, 5 rejected',
	MODIFY COLUMN decided TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'by a person: 1 that it counts, 2 that it does not',
	ADD KEY IF NOT EXISTS account (account, departure_day);
