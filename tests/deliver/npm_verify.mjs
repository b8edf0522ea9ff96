// A thousand delivered checklists, verified by the reference implementation of Standard Webhooks
// for JavaScript, npm's `standardwebhooks`, with its clock set to the moment of receipt.
//
//   node npm_verify.mjs PROGRAM [DELIVERIES SECRET]
//
// With the path of `stammgast` alone it replays bookings: those of the file that STAMMGAST_DATA
// names, or, without, some that it invents. With a file of JSON lines, as `stammgast replay
// --deliveries` keeps them, and the secret it verifies those. Exit status 77: nothing to verify with.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const WANTED = 1000;
const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwQm9va2luZ3M=";
const OTHER = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
const HEADER = "hotel,is_canceled,lead_time,arrival_date_year,arrival_date_month," +
	"arrival_date_week_number,arrival_date_day_of_month,stays_in_weekend_nights," +
	"stays_in_week_nights,adults,children,babies,meal,country,market_segment," +
	"distribution_channel,is_repeated_guest,previous_cancellations," +
	"previous_bookings_not_canceled,reserved_room_type,assigned_room_type,booking_changes," +
	"deposit_type,agent,company,days_in_waiting_list,customer_type,adr," +
	"required_car_parking_spaces,total_of_special_requests,reservation_status," +
	"reservation_status_date";

function skip(why) {
	console.log(`skipped: ${why}`);
	process.exit(77);
}

function loadWebhook() {
	const modules = process.env.STAMMGAST_NODE_MODULES ?? "";
	try {
		return createRequire(join(modules, "x.js"))("standardwebhooks").Webhook;
	} catch {
		return skip(`npm's standardwebhooks is not in ${modules || "STAMMGAST_NODE_MODULES"}`);
	}
}

// Bookings of one night or two, all checked in.
function inventBookings(path) {
	const rows = [HEADER];
	for (let i = 0; i < 480; i++) {
		const day = 1 + (i % 7);
		const nights = 1 + (i % 2);
		const hotel = i % 2 === 0 ? "Resort Hotel" : "City Hotel";
		rows.push(`${hotel},0,${i % 4},2015,July,27,${day},0,${nights},${1 + (i % 3)},${i % 2},0,` +
			"BB,PRT,Direct,Direct,0,0,0,A,A,1,No Deposit,NULL,NULL,0,Transient,90,0," +
			`${i % 4},Check-Out,7/${day + nights}/2015`);
	}
	writeFileSync(path, rows.join("\n") + "\n");
	return path;
}

function bookings(folder) {
	const data = process.env.STAMMGAST_DATA;
	if (!data || !existsSync(data)) {
		return inventBookings(join(folder, "bookings.csv"));
	}
	return statSync(data).isDirectory() ? join(data, "hotel-bookings.csv.xz") : data;
}

function replay(program, folder) {
	const file = join(folder, "deliveries.jsonl");
	const run = spawnSync(program, ["replay", bookings(folder), "--days", "1..10", "--data",
		join(folder, "data"), "--secret", SECRET, "--deliveries", file, "--deliveries-max",
		String(WANTED)], { encoding: "utf8" });
	if (run.status !== 0) {
		throw new Error(`replay: ${run.status ?? run.signal ?? run.error}\n${run.stdout}${run.stderr}`);
	}
	console.log(run.stdout.trim().split("\n").pop());
	return file;
}

function at(moment, what) {
	const clock = Date.now;
	Date.now = () => moment;
	try {
		return what();
	} finally {
		Date.now = clock;
	}
}

function refuses(what) {
	try {
		what();
	} catch {
		return true;
	}
	return false;
}

function check(line, webhook, other) {
	const moment = Date.parse(line.received_at);
	const headers = Object.fromEntries(
		Object.entries(line.headers).map(([name, value]) => [name.toLowerCase(), value]));
	const body = at(moment, () => webhook.verify(line.body, headers));
	if (!/^(checklist\.(planned|issued|revised|cancelled)|room\.alert)$/.test(body.type)) {
		throw new Error(`an unknown type: ${body.type}`);
	}
	// What is not ours does not pass: another secret, another body, ten minutes later.
	return at(moment, () => refuses(() => other.verify(line.body, headers)) &&
		refuses(() => webhook.verify(line.body + " ", headers))) &&
		at(moment + 600_000, () => refuses(() => webhook.verify(line.body, headers)));
}

function verifyAll(file, secret, Webhook) {
	const webhook = new Webhook(secret);
	const other = new Webhook(OTHER);
	const lines = readFileSync(file, "utf8").split("\n").filter((text) => text !== "");
	lines.forEach((text, i) => {
		if (!check(JSON.parse(text), webhook, other)) {
			throw new Error(`line ${i + 1} also verifies where it must not`);
		}
	});
	return lines.length;
}

const [program, given, secret] = process.argv.slice(2);
const Webhook = loadWebhook();
const folder = mkdtempSync(join(tmpdir(), "sg-npm-"));
try {
	const file = given ?? replay(program, folder);
	const count = verifyAll(file, secret ?? SECRET, Webhook);
	console.log(`npm: ${count} deliveries verified`);
	process.exitCode = given || count >= WANTED ? 0 : 1;
} finally {
	rmSync(folder, { recursive: true, force: true });
}
