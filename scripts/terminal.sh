# What the scripts say, and how they show that something takes its time. To be sourced.

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "$*"
    exit 1
}

is_root_with_apt() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null
}

# step LABEL COMMAND...: run a command quietly, with a sign of life after a second.
# What it printed is in $log; its status is ours.
step() {
    label=$1
    shift
    "$@" >"$log" 2>&1 </dev/null &
    child=$!
    # A shell's background jobs do not hear Ctrl-C.
    trap 'kill "$child" 2>/dev/null; exit 130' INT
    trap 'kill "$child" 2>/dev/null; exit 143' TERM HUP
    ticks=0
    while sleep 0.2 && kill -0 "$child" 2>/dev/null; do
        ticks=$((ticks + 1))
        if [ -t 2 ]; then
            [ $((ticks % 5)) != 0 ] || printf '\r%s … %s s' "$label" $((ticks / 5)) >&2
        elif [ "$ticks" = 5 ]; then
            say "$label …"
        fi
    done
    if [ -t 2 ] && [ "$ticks" -ge 5 ]; then say; fi
    wait "$child"
    status=$?
    trap - INT TERM HUP
    return "$status"
}

# explain SENTENCE: end after a failed step, with its last lines and one sentence.
explain() {
    if grep -q 'No space left on device\|os error 28' "$log"; then
        fail "Die Festplatte ist voll. Machen Sie Platz, und versuchen Sie es noch einmal."
    fi
    tail -n 5 "$log" >&2
    fail "$*"
}

# One at a time, for two windows may start at once; who waits finds the work done.
wait_for_others() {
    exec 9<"$0"
    if command -v flock >/dev/null; then flock 9; fi
}

open_log() {
    log=$(mktemp) || fail "Die Festplatte ist voll: In /tmp ist kein Platz mehr."
    trap 'rm -f "$log"' EXIT
}

install_debian_packages() {
    apt-get update
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
}
