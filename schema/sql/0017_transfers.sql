-- Points that members gave to one another.

CREATE TABLE IF NOT EXISTS transfer (
	account BINARY(16) NOT NULL COMMENT 'of the profile that gave; others of the person may have given too',
	transfer VARCHAR(64) NOT NULL COMMENT 'the PMS''s id of it, unique within the account',
	operation BINARY(16) NOT NULL COMMENT 'of the entries that moved the points',
	receiver BINARY(16) NOT NULL COMMENT 'the account where they are',
	kind TINYINT UNSIGNED NOT NULL COMMENT '0 transfer, 1 gift',
	state TINYINT UNSIGNED NOT NULL COMMENT '0 given, 1 returned',
	points BIGINT NOT NULL,
	fee BIGINT NOT NULL,
	day INT NOT NULL COMMENT 'when it was given',
	sealed_why BLOB NULL COMMENT 'reasons and persons, of both words',
	PRIMARY KEY (account, transfer),
	KEY year (account, kind, day)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
