-- What became of benefits: one for each benefit of a guest in a stay.

CREATE TABLE IF NOT EXISTS benefit_outcome (
	stay BINARY(16) NOT NULL,
	guest BINARY(16) NOT NULL COMMENT 'the profile by which he stays',
	programme VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	benefit VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	level VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'by which he had it',
	item VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'on whose tick',
	state TINYINT UNSIGNED NOT NULL COMMENT '0 given, 1 declined, 2 unavailable, 3 left undone',
	day INT NOT NULL COMMENT 'of arrival',
	at_us BIGINT NOT NULL,
	sealed_reason BLOB NULL COMMENT 'as staff noted it',
	PRIMARY KEY (stay, guest, programme, benefit),
	KEY guest (guest, day)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
