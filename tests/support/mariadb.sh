#!/bin/sh
# A private MariaDB for tests: on a unix socket only, with a data folder of its own.
#
#   mariadb.sh start DIR    starts it unless it runs; returns when it answers
#   mariadb.sh stop DIR     ends it and keeps the data
#   mariadb.sh remove DIR   ends it and removes the folder
#
# DIR/mysqld.sock, DIR/pid, DIR/log; user root without a password. DIR-template is an empty
# data folder, made once. STAMMGAST_TEST_POOL is the buffer pool (64M),
# STAMMGAST_TEST_SERVER_OPTIONS are more options of the server, separated by spaces,
# STAMMGAST_TEST_TEMPLATE another place for the template. STAMMGAST_TEST_MEMORY names a folder
# in memory for data that `stop` need not keep: DIR/data is then a link into it. With
# STAMMGAST_TEST_OWNER, a process id, the server is killed and DIR removed when that process
# has gone.
set -eu

usage() {
	sed -n '2,/^set/{/^set/d;s/^# \{0,1\}//;p}' "$0"
	exit 2
}

[ $# -eq 2 ] || usage
verb=$1
mkdir -p "$2"
dir=$(cd "$2" && pwd)
template=${STAMMGAST_TEST_TEMPLATE:-$dir-template}
socket=$dir/mysqld.sock
PATH=$PATH:/usr/sbin:/usr/local/sbin

as_root=
[ "$(id -u)" -ne 0 ] || as_root=--user=root

say() {
	echo "mariadb.sh: $*" >&2
}

running() {
	[ -s "$dir/pid" ] && kill -0 "$(cat "$dir/pid")" 2>/dev/null
}

answers() {
	mariadb --no-defaults --socket="$socket" --user=root --connect-timeout=2 \
		--execute="DO 1" >/dev/null 2>&1
}

# Two that start at once make two, and the first to finish wins.
make_template() {
	[ ! -d "$template" ] || return 0
	making=$(mktemp -d "$template.XXXXXX")
	mkdir -p "$dir/tmp" # a server that starts removes others' temporary tables
	if ! TMPDIR=$dir/tmp mariadb-install-db --no-defaults $as_root --datadir="$making" \
		--auth-root-authentication-method=normal --skip-test-db --skip-name-resolve \
		--innodb-log-file-size=32M >"$dir/log" 2>&1; then
		rm -rf "$making"
		say "mariadb-install-db failed, see $dir/log"
		exit 1
	fi
	mv -T "$making" "$template" 2>/dev/null || rm -rf "$making"
}

# What lay in memory is gone with its server.
forget_memory() {
	[ -L "$dir/data" ] || return 0
	rm -rf "$(readlink "$dir/data")" "$dir/data"
}

make_data() {
	if [ -z "${STAMMGAST_TEST_MEMORY:-}" ]; then
		[ -d "$dir/data" ] || cp -R --sparse=always "$template" "$dir/data"
	elif [ ! -L "$dir/data" ] || [ ! -d "$dir/data" ]; then
		rm -rf "$dir/data"
		memory=$(mktemp -d "$STAMMGAST_TEST_MEMORY/sg-data-XXXXXX")
		cp -R --sparse=always "$template/." "$memory"
		ln -s "$memory" "$dir/data"
	fi
}

watch_owner() {
	while kill -0 "$STAMMGAST_TEST_OWNER" 2>/dev/null; do
		kill -0 "$1" 2>/dev/null || exit 0
		sleep 1
	done
	kill -9 "$1"
	sleep 1
	forget_memory
	rm -rf "$dir"
}

start() {
	if running && answers; then
		return 0
	fi
	command -v mariadbd >/dev/null || {
		say "mariadbd is not installed"
		exit 1
	}
	if [ "${#socket}" -gt 107 ]; then
		say "the socket's path is longer than 107 bytes: $socket"
		exit 1
	fi
	make_template
	make_data
	mkdir -p "$dir/tmp"
	rm -f "$socket" "$dir/pid"
	# shellcheck disable=SC2086
	nohup mariadbd --no-defaults $as_root --datadir="$dir/data" --tmpdir="$dir/tmp" \
		--socket="$socket" --pid-file="$dir/pid" --skip-networking --skip-name-resolve \
		--innodb-buffer-pool-size="${STAMMGAST_TEST_POOL:-64M}" \
		--innodb-log-file-size=32M --innodb-flush-log-at-trx-commit=1 \
		--character-set-server=utf8mb4 --max-allowed-packet=64M --max-connections=200 \
		--performance-schema=OFF --skip-log-bin \
		${STAMMGAST_TEST_SERVER_OPTIONS:-} </dev/null >>"$dir/log" 2>&1 &
	child=$!
	[ -z "${STAMMGAST_TEST_OWNER:-}" ] || watch_owner $child </dev/null >/dev/null 2>&1 &
	tries=0
	until answers; do
		tries=$((tries + 1))
		if [ $tries -gt 600 ] || ! kill -0 $child 2>/dev/null; then
			say "mariadbd did not start:"
			tail -n 5 "$dir/log" >&2
			exit 1
		fi
		sleep 0.05
	done
}

stop() {
	running || {
		rm -f "$dir/pid"
		forget_memory
		return 0
	}
	pid=$(cat "$dir/pid")
	kill "$pid"
	kill -CONT "$pid" # it may have been stopped by a test
	tries=0
	while kill -0 "$pid" 2>/dev/null; do
		tries=$((tries + 1))
		[ $tries -ne 400 ] || kill -9 "$pid"
		sleep 0.05
	done
	rm -f "$dir/pid" "$socket"
	forget_memory
}

case $verb in
start) start ;;
stop) stop ;;
remove)
	stop
	rm -rf "$dir"
	;;
*) usage ;;
esac
