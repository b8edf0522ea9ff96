-- With whom and when of the year a guest chose: a state for each company and season beside the one
-- over everything, all of them made of the log.

ALTER TABLE belief
	ADD COLUMN IF NOT EXISTS context TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT '0 everything, 1 to 4 a company, 5 to 8 a season' AFTER property,
	DROP PRIMARY KEY,
	ADD PRIMARY KEY (guest, topic, property, context);

ALTER TABLE observation
	ADD COLUMN IF NOT EXISTS party TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'context of the company; 0 = unknown',
	ADD COLUMN IF NOT EXISTS season TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'context of the season; 0 = unknown';
