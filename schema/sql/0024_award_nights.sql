-- In which stay nights that were redeemed are used: they may earn and count there otherwise.

ALTER TABLE redemption
	ADD COLUMN IF NOT EXISTS stay BINARY(16) NULL COMMENT 'where it is used; NULL = not said',
	ADD COLUMN IF NOT EXISTS night_day INT NULL COMMENT 'the first of its nights',
	ADD COLUMN IF NOT EXISTS nights INT NOT NULL DEFAULT 0 COMMENT 'so many are used of an award of nights',
	ADD COLUMN IF NOT EXISTS night_terms TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'bits: 1 they count for tiers, 2 they and their charges earn',
	ADD KEY IF NOT EXISTS stay (stay);
