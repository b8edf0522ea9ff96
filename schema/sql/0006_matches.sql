-- Who may be the same person: guests who are alike in two independent things at once, by a hash of
-- both. One thing alone is not kept, so that nobody is found by it.

CREATE TABLE IF NOT EXISTS guest_match (
	match_key BINARY(16) NOT NULL COMMENT 'hash of chain, kinds and both values',
	guest BINARY(16) NOT NULL,
	kinds TINYINT UNSIGNED NOT NULL COMMENT '1 birth date, 2 e-mail, 4 name, 8 telephone',
	sealed_ref BLOB NOT NULL COMMENT 'a key of the PMS by which he is to be named',
	PRIMARY KEY (match_key, guest),
	KEY guest (guest)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
