-- How guests took attention: a log from which the summary on the card is folded anew where
-- something arrives late, is taken back, or guests are merged.

CREATE TABLE IF NOT EXISTS reaction (
	guest BINARY(16) NOT NULL,
	at_us BIGINT NOT NULL,
	id BINARY(16) NOT NULL COMMENT 'hash of what brought it; with topic and kind it counts once',
	topic VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'empty: none',
	kind TINYINT UNSIGNED NOT NULL COMMENT 'core/attention.h',
	property BINARY(16) NOT NULL,
	sealed_note BLOB NULL COMMENT 'for the desk',
	PRIMARY KEY (guest, at_us, id, topic, kind)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
