#!/bin/sh
# guard.sh <signal> <pid file> <command> [argument…]
# Runs a command and ends it with the signal as soon as our standard input closes. The standard input is a pipe held
# by the launcher, so the command ends with the launcher even when that is killed with -9. A shell, because it costs 1 MB.
signal=$1
pid_file=$2
shift 2

exec 3<&0
"$@" </dev/null 3<&- &
child=$!
echo "$child" >"$pid_file"

(
  cat <&3 >/dev/null
  kill -"$signal" "$child"
  waited=0
  while kill -0 "$child" && [ "$waited" -lt 20 ]; do
    sleep 1
    waited=$((waited + 1))
  done
  kill -KILL "$child"
) 2>/dev/null &
watcher=$!
exec 3<&-

wait "$child"
code=$?
kill "$watcher" 2>/dev/null
rm -f "$pid_file"
exit "$code"
