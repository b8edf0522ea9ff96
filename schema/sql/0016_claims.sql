-- Stays that members miss in their accounts, and to whom a manager has given a stay.

CREATE TABLE IF NOT EXISTS claim (
	id BINARY(16) NOT NULL COMMENT 'hash of property and the PMS''s id of it; also that of the posting of a stay that nobody knows',
	property BINARY(16) NOT NULL,
	guest BINARY(16) NOT NULL COMMENT 'who claims',
	account BINARY(16) NOT NULL COMMENT 'his in the programme',
	stay BINARY(16) NULL COMMENT 'where it is known',
	version INT UNSIGNED NOT NULL,
	arrival_day INT NOT NULL,
	departure_day INT NOT NULL,
	state TINYINT UNSIGNED NOT NULL COMMENT '0 waits, 1 his own stay, 2 approved, 3 rejected',
	since_us BIGINT NOT NULL COMMENT 'hotel time',
	decided_us BIGINT NULL COMMENT 'when the latest word on it was said',
	sealed_said BLOB NOT NULL COMMENT 'its id, what he has and says',
	sealed_by BLOB NULL COMMENT 'who handed it in',
	sealed_decided BLOB NULL COMMENT 'why, and who',
	PRIMARY KEY (id),
	KEY waiting (property, state),
	KEY days (guest, property, departure_day)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

ALTER TABLE posting
	ADD COLUMN IF NOT EXISTS claimed TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT '1 given to the guest by a claim, 2 a claim without a stay',
	ADD COLUMN IF NOT EXISTS named BINARY(16) NULL COMMENT 'whose stay it says it is, where it was given to another';
