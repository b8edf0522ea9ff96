-- Guests who turned out to be the same person. What was said of two of them is kept for each pair,
-- so that taking it back is exact; each keeps a card of what was said and seen under his ids, from
-- which the card of the person, the one in guest_card, is made.

CREATE TABLE IF NOT EXISTS alias (
	first BINARY(16) NOT NULL,
	second BINARY(16) NOT NULL COMMENT 'the greater of both',
	at_us BIGINT NOT NULL COMMENT 'of the latest word',
	same BOOLEAN NOT NULL COMMENT 'what it says',
	PRIMARY KEY (first, second),
	KEY second (second)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS profile (
	guest BINARY(16) NOT NULL,
	person BINARY(16) NOT NULL COMMENT 'the smallest of the guests who are one; nobody is alone here',
	sealed_card MEDIUMBLOB NOT NULL COMMENT 'his own, as if there were no other',
	PRIMARY KEY (guest),
	KEY person (person)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
