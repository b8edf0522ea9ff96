-- Points. Entries are only ever added, and nothing but they moves points: a lot is the sum of its
-- entries, an account the sum of its lots. Whoever adds any raises the account's version.

CREATE TABLE IF NOT EXISTS account (
	account BINARY(16) NOT NULL COMMENT 'of member',
	version INT UNSIGNED NOT NULL,
	entries INT UNSIGNED NOT NULL COMMENT 'so many there are, numbered from 1',
	points BIGINT NOT NULL,
	held BIGINT NOT NULL,
	active_day INT NOT NULL COMMENT 'on which he last earned or spent',
	nights BIGINT NOT NULL COMMENT 'over the whole membership, as the following',
	stays BIGINT NOT NULL,
	spend BIGINT NOT NULL COMMENT 'cents',
	base BIGINT NOT NULL COMMENT 'points that qualify',
	standing BLOB NOT NULL COMMENT 'tier, until when, what is carried: core/tier.h',
	PRIMARY KEY (account)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS lot (
	account BINARY(16) NOT NULL,
	id BINARY(16) NOT NULL COMMENT 'of its first entry',
	source VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'what it was earned with: stay:…, enrolment, …',
	rule VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	earned_day INT NOT NULL,
	expires_day INT NULL COMMENT 'the last day on which they are good; NULL = by the rule in force',
	original BIGINT NOT NULL,
	remaining BIGINT NOT NULL COMMENT 'below zero: a debt',
	held BIGINT NOT NULL,
	expired BIGINT NOT NULL,
	reversed BOOLEAN NOT NULL,
	bonus BOOLEAN NOT NULL,
	amount BIGINT NOT NULL COMMENT 'what the points are for: cents, nights, base points …',
	matters BOOLEAN AS (remaining <> 0 OR held <> 0 OR expired <> 0) PERSISTENT COMMENT 'to steps that do not name its source',
	PRIMARY KEY (account, id),
	KEY matters (account, matters),
	KEY source (account, source)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS entry (
	account BINARY(16) NOT NULL,
	number INT UNSIGNED NOT NULL,
	id BINARY(16) NOT NULL,
	operation BINARY(16) NOT NULL COMMENT 'the same for all that happened at once',
	lot BINARY(16) NOT NULL,
	kind TINYINT UNSIGNED NOT NULL COMMENT 'core/ledger.h',
	points BIGINT NOT NULL,
	held BIGINT NOT NULL,
	day INT NOT NULL,
	at_us BIGINT NOT NULL,
	sealed_why BLOB NULL COMMENT 'reason and second person of an adjustment',
	PRIMARY KEY (account, number),
	KEY operation (operation)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS qualified (
	account BINARY(16) NOT NULL,
	source VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	day INT NOT NULL,
	nights BIGINT NOT NULL,
	stays BIGINT NOT NULL,
	spend BIGINT NOT NULL,
	base BIGINT NOT NULL,
	PRIMARY KEY (account, source),
	KEY day (account, day)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS posting (
	stay BINARY(16) NOT NULL,
	shard TINYINT UNSIGNED NOT NULL,
	property BINARY(16) NOT NULL,
	guest BINARY(16) NOT NULL COMMENT 'whose stay it is',
	version INT UNSIGNED NOT NULL,
	arrival_day INT NOT NULL,
	departure_day INT NOT NULL,
	due_at BIGINT NULL COMMENT 'hotel time; NULL = nothing to do',
	state TINYINT UNSIGNED NOT NULL COMMENT '0 not yet looked at, 1 posted, 2 waits for a person, 3 earns nothing, 4 no member',
	reason VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'of 2 and 3',
	decided BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'a person said that it counts',
	PRIMARY KEY (stay),
	KEY due (shard, due_at),
	KEY near (guest, property, departure_day),
	KEY waiting (property, state)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
