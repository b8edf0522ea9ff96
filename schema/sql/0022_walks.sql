-- When a programme has other rules, its members are gone through, some at a time.

CREATE TABLE IF NOT EXISTS programme_walk (
	chain BINARY(16) NOT NULL,
	programme VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	version INT UNSIGNED NOT NULL COMMENT 'of the programme, whose rules are to reach them',
	shard TINYINT UNSIGNED NOT NULL,
	property BINARY(16) NOT NULL COMMENT 'where it was said: by whose time it goes',
	due_at BIGINT NOT NULL COMMENT 'hotel time',
	look_at BIGINT NULL COMMENT 'hotel time at which accounts are looked at; NULL = they stand as before',
	lists BOOLEAN NOT NULL COMMENT 'what is planned for them is planned again',
	account BINARY(16) NOT NULL COMMENT 'up to which they were gone through',
	members BIGINT UNSIGNED NOT NULL COMMENT 'so many were',
	PRIMARY KEY (chain, programme),
	KEY due (shard, due_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

ALTER TABLE member
	ADD KEY IF NOT EXISTS programme (chain, programme, account);
