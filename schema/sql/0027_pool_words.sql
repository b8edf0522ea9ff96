-- Why somebody is in a pool with others, and who put him there.

ALTER TABLE pool_member
	ADD COLUMN IF NOT EXISTS sealed_why BLOB NULL COMMENT 'reason and persons, where others were or came with him';
