-- What rules with a budget have given away so far.

CREATE TABLE IF NOT EXISTS rule_budget (
	chain BINARY(16) NOT NULL,
	programme VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	from_day INT NOT NULL COMMENT 'of the programme''s version',
	rule VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	spent BIGINT NOT NULL COMMENT 'points, over all members',
	PRIMARY KEY (chain, programme, from_day, rule)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

ALTER TABLE lot
	ADD KEY IF NOT EXISTS rule (account, rule);
