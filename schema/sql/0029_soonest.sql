-- What is due soonest lies first, in the order in which it is taken: a look reads what it finds and
-- nothing else.

ALTER TABLE posting
	ADD KEY IF NOT EXISTS soonest (due_at, departure_day, property, stay, shard),
	DROP KEY IF EXISTS due;

ALTER TABLE account
	ADD KEY IF NOT EXISTS soonest (look_at, account, shard),
	DROP KEY IF EXISTS look;

ALTER TABLE programme_walk
	ADD KEY IF NOT EXISTS soonest (due_at, programme, shard),
	DROP KEY IF EXISTS due;
