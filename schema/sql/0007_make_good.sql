-- What is owed for a need or a promise that failed: proposed once for each failure, decided by a
-- duty manager, given once. What is open of it stands on the guest's card too.

CREATE TABLE IF NOT EXISTS make_good (
	id BINARY(16) NOT NULL COMMENT 'hash of stay and topic: one for each failure',
	guest BINARY(16) NOT NULL,
	property BINARY(16) NOT NULL,
	stay BINARY(16) NOT NULL,
	at_us BIGINT NOT NULL,
	state TINYINT UNSIGNED NOT NULL COMMENT '0 proposed, 1 approved, 2 declined, 3 given',
	cap_cents INT UNSIGNED NOT NULL,
	cost_cents INT UNSIGNED NULL,
	decided_us BIGINT NULL,
	decided_by VARCHAR(64) NULL COMMENT 'pseudonym, or the role',
	sealed_body BLOB NOT NULL COMMENT 'the topic that failed',
	sealed_thing BLOB NULL COMMENT 'topic and value that it shall be',
	PRIMARY KEY (id),
	KEY guest (guest, at_us)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
