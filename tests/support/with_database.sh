#!/bin/sh
# Runs a program with a database of its own on the tests' server, and drops it afterwards:
#
#   with_database.sh COMMAND [ARGUMENT...]
#
# STAMMGAST_TEST_SOCKET names the server; the program finds STAMMGAST_TEST_DATABASE.
set -eu

STAMMGAST_TEST_DATABASE=with_$$_$(date +%s)
export STAMMGAST_TEST_DATABASE

sql() {
	mariadb --no-defaults --socket="$STAMMGAST_TEST_SOCKET" --user=root --batch \
		--execute="$1"
}

sql "CREATE DATABASE $STAMMGAST_TEST_DATABASE CHARACTER SET utf8mb4"
trap 'sql "DROP DATABASE IF EXISTS $STAMMGAST_TEST_DATABASE"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
"$@"
