-- The store's first form. Keys are 16 bytes (UUIDv7, or a hash where a row is found by what it
-- is). Instants are microseconds since 1970 UTC (…_us, due_at, plan_at), dates are days since
-- 1970-01-01 (…_day). Columns named sealed_… hold values that identify or describe a guest and
-- are only written and read through one pair of functions.

CREATE TABLE IF NOT EXISTS property (
	id BINARY(16) NOT NULL,
	code VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	version INT UNSIGNED NOT NULL COMMENT 'of settings, room types and endpoints: what caches compare',
	state MEDIUMBLOB NOT NULL COMMENT 'merged property.changed',
	closed_day INT NULL COMMENT 'the last business date that was closed',
	clock_us BIGINT NULL COMMENT 'hotel time where documents drive it',
	snapshot VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'the snapshot under way',
	snapshot_us BIGINT NULL COMMENT 'wall time at which it began',
	snapshot_ended VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'the last one that ended',
	snapshot_ended_us BIGINT NULL COMMENT 'wall time at which that one began',
	PRIMARY KEY (id),
	UNIQUE KEY code (code),
	KEY clock (clock_us)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS room_type (
	property BINARY(16) NOT NULL,
	code VARCHAR(32) NOT NULL,
	state MEDIUMBLOB NOT NULL COMMENT 'merged room_type.changed, its standard set in it',
	PRIMARY KEY (property, code)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS stay_group (
	property BINARY(16) NOT NULL,
	code VARCHAR(32) NOT NULL,
	state MEDIUMBLOB NOT NULL COMMENT 'merged group.changed',
	PRIMARY KEY (property, code)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS room (
	property BINARY(16) NOT NULL,
	number VARCHAR(32) NOT NULL,
	version INT UNSIGNED NOT NULL,
	state MEDIUMBLOB NOT NULL COMMENT 'merged room.changed',
	made BOOLEAN NOT NULL COMMENT 'nothing about it is to be warned of at a check-in',
	residue VARCHAR(1000) NOT NULL COMMENT 'names of the hazards that were left in it, by blanks',
	last_out_us BIGINT NULL,
	PRIMARY KEY (property, number)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS occupancy (
	property BINARY(16) NOT NULL,
	room VARCHAR(32) NOT NULL,
	until_us BIGINT NOT NULL COMMENT 'a row is written when the occupancy ends',
	stay BINARY(16) NOT NULL,
	from_us BIGINT NOT NULL,
	PRIMARY KEY (property, room, until_us, stay)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS guest (
	id BINARY(16) NOT NULL,
	chain BINARY(16) NOT NULL COMMENT 'hash of the chain within which guests are known',
	version INT UNSIGNED NOT NULL,
	sealed_state MEDIUMBLOB NOT NULL COMMENT 'merged guest.changed',
	created_us BIGINT NOT NULL,
	PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS guest_ref (
	ref_key BINARY(16) NOT NULL COMMENT 'hash of chain, system and id',
	guest BINARY(16) NOT NULL,
	PRIMARY KEY (ref_key),
	KEY guest (guest)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS guest_card (
	guest BINARY(16) NOT NULL,
	version INT UNSIGNED NOT NULL,
	sealed_card MEDIUMBLOB NOT NULL COMMENT 'all current facts in one value',
	PRIMARY KEY (guest)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS statement (
	id BINARY(16) NOT NULL,
	guest BINARY(16) NOT NULL,
	stated_us BIGINT NOT NULL,
	ended TINYINT UNSIGNED NOT NULL COMMENT '0 current, 1 superseded, 2 withdrawn',
	ended_by BINARY(16) NULL COMMENT 'the statement that superseded it',
	ended_us BIGINT NULL,
	sealed_body MEDIUMBLOB NOT NULL,
	PRIMARY KEY (id),
	KEY guest (guest, stated_us)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS stay (
	id BINARY(16) NOT NULL,
	property BINARY(16) NOT NULL,
	shard TINYINT UNSIGNED NOT NULL,
	version INT UNSIGNED NOT NULL,
	status TINYINT UNSIGNED NOT NULL,
	active BOOLEAN AS (status <= 2) PERSISTENT COMMENT 'booked, waiting or checked in',
	status_us BIGINT NOT NULL COMMENT 'stamp of the status: its document''s time',
	status_version BIGINT NOT NULL COMMENT 'and version; -1 = none',
	arrival_day INT NOT NULL,
	departure_day INT NOT NULL,
	room VARCHAR(32) NULL,
	room_us BIGINT NOT NULL COMMENT 'stamp of the room, as of the status',
	room_version BIGINT NOT NULL,
	group_code VARCHAR(32) NULL COMMENT 'of group.changed, whose codes count for the stay',
	checked_in_us BIGINT NULL,
	checked_out_us BIGINT NULL,
	touched_us BIGINT NOT NULL COMMENT 'wall time of the last document',
	leaves_us BIGINT NOT NULL COMMENT 'hotel time until which a check-in is worth delivering',
	plan_at BIGINT NULL COMMENT 'when work looks at it again; NULL = never',
	revision INT UNSIGNED NOT NULL COMMENT '0 = no checklist yet',
	planned_version INT UNSIGNED NOT NULL COMMENT 'the stay''s version that the revision was decided on',
	planned_room INT UNSIGNED NOT NULL COMMENT 'its room''s version then',
	planned_catalog BIGINT NOT NULL COMMENT 'and the catalogue''s',
	planned_house INT UNSIGNED NOT NULL COMMENT 'and the property''s',
	sealed_state MEDIUMBLOB NOT NULL COMMENT 'merged stay.changed without the columns above, with its stamps',
	PRIMARY KEY (id),
	KEY due (shard, plan_at),
	KEY room (property, room, active, departure_day),
	KEY arrivals (property, status, arrival_day, departure_day),
	KEY of_group (property, group_code, departure_day)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS stay_ref (
	ref_key BINARY(16) NOT NULL COMMENT 'hash of property, system and id',
	stay BINARY(16) NOT NULL,
	PRIMARY KEY (ref_key),
	KEY stay (stay)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS stay_guest (
	stay BINARY(16) NOT NULL,
	guest BINARY(16) NOT NULL,
	departure_day INT NOT NULL,
	PRIMARY KEY (stay, guest),
	KEY guest (guest, departure_day)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS checklist (
	stay BINARY(16) NOT NULL,
	revision INT UNSIGNED NOT NULL,
	state TINYINT UNSIGNED NOT NULL,
	cause VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	at_us BIGINT NOT NULL COMMENT 'event time',
	business_day INT NOT NULL,
	catalog BIGINT NOT NULL COMMENT 'version of the catalogue',
	states TEXT CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'of items acted on, at this revision',
	sealed_body MEDIUMBLOB NOT NULL,
	PRIMARY KEY (stay, revision)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS item (
	stay BINARY(16) NOT NULL,
	item CHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	state TINYINT UNSIGNED NOT NULL,
	at_us BIGINT NOT NULL,
	room VARCHAR(32) NULL COMMENT 'where it was acted on',
	actor VARCHAR(64) NULL COMMENT 'department or pseudonym',
	sealed_note BLOB NULL,
	PRIMARY KEY (stay, item)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS endpoint (
	id BINARY(16) NOT NULL,
	property BINARY(16) NOT NULL,
	name VARCHAR(64) NOT NULL,
	version INT UNSIGNED NOT NULL,
	enabled BOOLEAN NOT NULL,
	settings MEDIUMBLOB NOT NULL COMMENT 'endpoint.put without its secrets',
	sealed_secrets BLOB NOT NULL,
	PRIMARY KEY (id),
	UNIQUE KEY name (property, name)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS delivery (
	shard TINYINT UNSIGNED NOT NULL,
	stay BINARY(16) NOT NULL,
	endpoint BINARY(16) NOT NULL,
	property BINARY(16) NOT NULL,
	wanted INT UNSIGNED NOT NULL COMMENT 'revision',
	must INT UNSIGNED NOT NULL COMMENT 'revision that is sent even when the cut is unchanged: a check-in''s; 0 = none',
	delivered INT UNSIGNED NOT NULL COMMENT 'revision; 0 = none',
	ends BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'that revision takes the stay from the endpoint: another floor, nothing to do any more',
	sent_digest BINARY(16) NULL COMMENT 'of the cut that was delivered last',
	attempts INT UNSIGNED NOT NULL,
	due_at BIGINT NULL COMMENT 'NULL = nothing to do',
	wanted_us BIGINT NOT NULL COMMENT 'wall time since which it waits',
	deadline BIGINT NOT NULL COMMENT 'hotel time; the dead letters after it',
	dead_us BIGINT NULL COMMENT 'hotel time at which it became a dead letter',
	asked_us BIGINT NULL COMMENT 'wall time at which somebody last asked to try it at once',
	reason VARCHAR(200) NULL COMMENT 'of the last failure',
	PRIMARY KEY (shard, stay, endpoint),
	KEY due (shard, due_at),
	KEY dead (dead_us, property)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS taken (
	subject BINARY(16) NOT NULL COMMENT 'stay, guest, endpoint or property (rooms, too)',
	document VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	digest BINARY(16) NOT NULL,
	outcome TINYINT UNSIGNED NOT NULL,
	revision INT UNSIGNED NOT NULL COMMENT 'that it caused; 0 = none',
	at_us BIGINT NOT NULL COMMENT 'wall time',
	PRIMARY KEY (subject, document)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS unmapped_code (
	property BINARY(16) NOT NULL,
	code_group VARCHAR(32) NOT NULL,
	code VARCHAR(32) NOT NULL,
	seen BIGINT UNSIGNED NOT NULL,
	last_us BIGINT NOT NULL,
	PRIMARY KEY (property, code_group, code)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS lease (
	shard TINYINT UNSIGNED NOT NULL,
	owner BINARY(16) NULL,
	epoch BIGINT UNSIGNED NOT NULL,
	until_us BIGINT NOT NULL,
	PRIMARY KEY (shard)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS lane (
	owner BINARY(16) NOT NULL,
	beat_us BIGINT NOT NULL,
	PRIMARY KEY (owner)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

INSERT IGNORE INTO lease (shard, owner, epoch, until_us) SELECT seq, NULL, 0, 0 FROM seq_0_to_63;
