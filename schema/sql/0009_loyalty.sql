-- Loyalty programmes of a chain, who is a member of which, and what stays were charged.

CREATE TABLE IF NOT EXISTS programme (
	chain BINARY(16) NOT NULL COMMENT 'hash of the chain within which guests are known',
	code VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	version INT UNSIGNED NOT NULL COMMENT 'rises with each other content',
	body MEDIUMBLOB NOT NULL COMMENT 'the programme''s file',
	PRIMARY KEY (chain, code)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS member (
	account BINARY(16) NOT NULL COMMENT 'hash of chain, programme and guest',
	guest BINARY(16) NOT NULL,
	chain BINARY(16) NOT NULL,
	programme VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	shard TINYINT UNSIGNED NOT NULL,
	version INT UNSIGNED NOT NULL,
	status TINYINT UNSIGNED NOT NULL COMMENT '0 enrolled, 1 cancelled',
	is_primary BOOLEAN NOT NULL COMMENT 'of the guest''s programmes; one at most',
	primary_us BIGINT NULL COMMENT 'when it was last said to be',
	enrolled_day INT NOT NULL,
	number_key BINARY(16) NULL COMMENT 'hash of chain, programme and number',
	sealed_state MEDIUMBLOB NOT NULL COMMENT 'merged member.changed, with its stamp',
	PRIMARY KEY (account),
	KEY guest (guest),
	UNIQUE KEY number_key (number_key)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS charge (
	stay BINARY(16) NOT NULL,
	charge VARCHAR(64) NOT NULL COMMENT 'the PMS''s id of it, unique within the stay',
	category VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	gross_cents BIGINT NOT NULL,
	net_cents BIGINT NOT NULL,
	currency CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	day INT NOT NULL,
	at_us BIGINT NOT NULL COMMENT 'of the latest word on it',
	reversed BOOLEAN NOT NULL COMMENT 'what that word says',
	PRIMARY KEY (stay, charge)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
