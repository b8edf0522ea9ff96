-- What points were spent on, by the PMS's id of it.

CREATE TABLE IF NOT EXISTS redemption (
	account BINARY(16) NOT NULL COMMENT 'of the profile that was named; others of the person may have paid too',
	redemption VARCHAR(64) NOT NULL COMMENT 'the PMS''s id of it, unique within the account',
	operation BINARY(16) NOT NULL COMMENT 'of the entries that hold the points',
	state TINYINT UNSIGNED NOT NULL COMMENT '0 held, 1 confirmed, 2 released',
	points BIGINT NOT NULL,
	PRIMARY KEY (account, redemption)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
