-- What a member qualified with, read day by day by a key that holds all of it.

ALTER TABLE qualified
	ADD KEY IF NOT EXISTS counts (account, day, source, nights, stays, spend, base),
	DROP KEY IF EXISTS day;
