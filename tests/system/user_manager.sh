# Run in a mount namespace of its own: starts one person's service manager and puts the unit through its life.
#
#   user_manager.sh HOME
#
# Each line it prints is NAME=VALUE.
set -eu
export HOME="$1" XDG_RUNTIME_DIR=/run/user/0
unset XDG_CONFIG_HOME XDG_DATA_HOME XDG_CACHE_HOME XDG_STATE_HOME
unit=privacyclient-agent.service

# The manager refuses to start unless the machine seems to have been booted by it.
mount -t tmpfs tmpfs /run
mkdir -p /run/systemd/system "$XDG_RUNTIME_DIR"
chmod 700 "$XDG_RUNTIME_DIR"

/lib/systemd/systemd --user 2>"$HOME/manager.log" &
manager=$!
trap 'kill $manager' EXIT

show() {
    systemctl --user show --property "$1" --value "$unit"
}

wait_for() {
    for _ in $(seq 150); do
        [ "$("$@" 2>/dev/null)" = "$expected" ] && return
        sleep 0.1
    done
    return 1
}

for _ in $(seq 100); do
    [ -S "$XDG_RUNTIME_DIR/systemd/private" ] && break
    sleep 0.1
done

systemctl --user start "$unit"
first=$(show MainPID)
sleep 1
echo "started=$(show ActiveState)"
echo "confined=$(awk '/^(NoNewPrivs|Seccomp):/ { printf "%s", $2 }' "/proc/$first/status")"

kill -9 "$first"
expected=1 wait_for show NRestarts
expected=active wait_for show ActiveState
second=$(show MainPID)
echo "restarted=$([ "$first" != "$second" ] && show ActiveState)"
sleep 1

systemctl --user stop "$unit"
echo "stopped=$(show ActiveState)"
echo "result=$(show Result)"
