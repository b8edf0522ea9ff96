-- What guests were seen to choose, and what they let be kept. The log of observations rebuilds a state where something arrives late or guests
-- are merged; the state is what the estimator (core/usual.h) knows, so that learning costs the same
-- however long the history is. Of both, what a decision needs stands on the guest's card.

CREATE TABLE IF NOT EXISTS observation (
	guest BINARY(16) NOT NULL,
	topic VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	property BINARY(16) NOT NULL,
	at_us BIGINT NOT NULL,
	id BINARY(16) NOT NULL COMMENT 'hash of its document''s id',
	sealed_value BLOB NOT NULL,
	PRIMARY KEY (guest, topic, property, at_us, id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS consent (
	guest BINARY(16) NOT NULL,
	at_us BIGINT NOT NULL,
	id BINARY(16) NOT NULL COMMENT 'hash of its document''s id',
	purpose TINYINT UNSIGNED NOT NULL COMMENT '0 memory, 1 profiling',
	given BOOLEAN NOT NULL,
	property BINARY(16) NOT NULL COMMENT 'where it was said',
	sealed_body BLOB NOT NULL COMMENT 'level, version of the text, channel, by whom',
	PRIMARY KEY (guest, at_us, id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS belief (
	guest BINARY(16) NOT NULL,
	topic VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	property BINARY(16) NOT NULL,
	seen_us BIGINT NOT NULL COMMENT 'the latest observation',
	sealed_state BLOB NOT NULL,
	PRIMARY KEY (guest, topic, property)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS habit (
	chain BINARY(16) NOT NULL COMMENT 'hash of the chain',
	topic VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	version INT UNSIGNED NOT NULL,
	state BLOB NOT NULL COMMENT 'how popular the values are, and which experts foresee them best',
	PRIMARY KEY (chain, topic)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS lesson (
	chain BINARY(16) NOT NULL,
	topic VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	id BINARY(16) NOT NULL,
	value_key BIGINT NOT NULL COMMENT 'hash of the value; nobody''s in particular',
	parts BLOB NULL COMMENT 'of each expert in having foreseen it; NULL = a guest''s first',
	PRIMARY KEY (chain, topic, id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE INDEX IF NOT EXISTS ended_by ON statement (guest, ended_by);
