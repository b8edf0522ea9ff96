-- What members bought from partners, and room for whose it was in the source of its points.

CREATE TABLE IF NOT EXISTS partner_earning (
	id BINARY(16) NOT NULL COMMENT 'hash of chain, programme, partner and the partner''s id of it',
	partner VARCHAR(32) NOT NULL COMMENT 'the programme''s code of it',
	earning VARCHAR(64) NOT NULL COMMENT 'the partner''s id of it',
	property BINARY(16) NOT NULL COMMENT 'which reported it last',
	account BINARY(16) NOT NULL COMMENT 'where its entries stand',
	version INT UNSIGNED NOT NULL,
	at_us BIGINT NOT NULL COMMENT 'of the latest word on it',
	amount BIGINT NOT NULL COMMENT 'in the partner''s units',
	day INT NOT NULL,
	state TINYINT UNSIGNED NOT NULL COMMENT '0 earned, 1 waits for a person, 2 earns nothing, 3 reversed',
	reason VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'of 1 and 2',
	since_us BIGINT NULL COMMENT 'hotel time since when it waits',
	tier VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'by which it earned',
	points BIGINT NOT NULL,
	PRIMARY KEY (id),
	KEY waiting (property, state)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_nopad_bin;

ALTER TABLE lot
	MODIFY COLUMN source VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'what it was earned with: stay:…, partner:…:…, enrolment, …';

ALTER TABLE qualified
	MODIFY COLUMN source VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL;
