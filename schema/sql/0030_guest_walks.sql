-- When somebody of many stays becomes a member, or one person with another profile, his stays are
-- looked at again some at a time.

CREATE TABLE IF NOT EXISTS guest_walk (
	guest BINARY(16) NOT NULL COMMENT 'the profile that the stays are of',
	shard TINYINT UNSIGNED NOT NULL,
	house BINARY(16) NOT NULL COMMENT 'property where it was said: by whose time it goes',
	due_at BIGINT NOT NULL COMMENT 'hotel time',
	property BINARY(16) NOT NULL COMMENT 'of the stay up to which they were gone through',
	departure_day INT NOT NULL COMMENT 'likewise',
	stay BINARY(16) NOT NULL COMMENT 'likewise',
	PRIMARY KEY (guest),
	KEY soonest (due_at, guest, shard)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
