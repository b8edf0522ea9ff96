-- Who redeems together: an account is in one pool at most.

CREATE TABLE IF NOT EXISTS pool (
	id BINARY(16) NOT NULL COMMENT 'hash of chain, programme and the PMS''s id',
	version INT UNSIGNED NOT NULL,
	at_us BIGINT NOT NULL COMMENT 'of the latest word on it',
	pool VARCHAR(64) NOT NULL COMMENT 'the PMS''s id of it',
	PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS pool_member (
	account BINARY(16) NOT NULL,
	pool BINARY(16) NOT NULL,
	PRIMARY KEY (account),
	KEY pool (pool)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
