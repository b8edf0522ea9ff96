-- When an account is looked at without anything happening: its points expire and tiers are lost.

ALTER TABLE account
	ADD COLUMN IF NOT EXISTS shard TINYINT UNSIGNED NOT NULL DEFAULT 0,
	ADD COLUMN IF NOT EXISTS property BINARY(16) NULL COMMENT 'where it was written last: by whose time it goes',
	ADD COLUMN IF NOT EXISTS look_at BIGINT NULL COMMENT 'hotel time; NULL = nothing comes by itself',
	ADD KEY IF NOT EXISTS look (shard, look_at);
