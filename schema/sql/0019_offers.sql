-- What hotels offer to guests. What a guest said to it stands on his card.

CREATE TABLE IF NOT EXISTS offer (
	property BINARY(16) NOT NULL,
	code VARCHAR(32) NOT NULL,
	body MEDIUMBLOB NOT NULL COMMENT 'offer.put without its properties',
	PRIMARY KEY (property, code)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
