-- What guests said that is kept for one stay alone: when it is over, work forgets it. A row a stay
-- and guest who have such statements; which they are stands on the guest's card.

CREATE TABLE IF NOT EXISTS passing (
	stay BINARY(16) NOT NULL,
	guest BINARY(16) NOT NULL,
	PRIMARY KEY (stay, guest)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

ALTER TABLE consent MODIFY purpose TINYINT UNSIGNED NOT NULL COMMENT '0 memory, 1 profiling, 2 special categories';
