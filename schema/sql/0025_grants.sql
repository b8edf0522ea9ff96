-- Tiers that members were given: few of each, read and written with his account.

ALTER TABLE account
	ADD COLUMN IF NOT EXISTS sealed_grants BLOB NULL COMMENT 'tier.granted: tier, days, what a challenge asks for, why, by whom';
