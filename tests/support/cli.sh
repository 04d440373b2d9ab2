# What the tests of the command line share: mnistui in a world of its own, where nothing is found and nothing is
# set but what a test puts there.
#
#   . "${top_srcdir:=.}/tests/support/cli.sh"
#   make_data; mnistui train --data=data; exits_with 0 'what must be so'
# shellcheck shell=sh disable=SC2154 # scratch is tap.sh's
. "${top_srcdir:=.}/tests/support/tap.sh"
top_srcdir=$(cd "$top_srcdir" && pwd)
top_builddir=$(cd "${top_builddir:-.}" && pwd)

program=$top_builddir/mnistui
mkdir "$scratch/home" "$scratch/world" "$scratch/world/work"
cd "$scratch/world/work" || exit 99 # ../data is ours, too
HOME=$scratch/home
export HOME
MNISTUI_OFFLINE=1 # nobody out there is asked
export MNISTUI_OFFLINE
unset MNISTUI_DATA MNISTUI_KERNELS MNISTUI_MIRROR XDG_CACHE_HOME TORCH_HOME KERAS_HOME NO_COLOR

# mnistui ARGS...: sets status, output (standard output) and messages (standard error).
mnistui() {
    "$program" "$@" >stdout 2>stderr </dev/null
    status=$?
    output=$(cat stdout)
    messages=$(cat stderr)
}

# The last run ended with status $1.
exits_with() {
    [ "$status" = "$1" ]
    tap_so=$?
    ok $tap_so "$2"
    [ $tap_so = 0 ] || tap_comment "exit status $status instead of $1
$messages"
}

# The last run failed with status $1 and the message $2, and printed nothing else.
fails_with() {
    is "$status/$messages/$output" "$1/mnistui: $2/" "$3"
}

# Passes if each line of file $1 is one of the extended regular expression $2.
all_lines_match() {
    [ -s "$1" ] && ! grep -Ev "^($2)\$" "$1" >unmatched
    tap_so=$?
    ok $tap_so "$3"
    [ $tap_so = 0 ] || tap_comment "$(cat unmatched)"
}

# make_data [TRAIN TEST]: a folder data with synthetic digits; skips the whole test if that cannot be done.
make_data() {
    [ -x "$top_builddir/write_data" ] || skip_all 'no Check, which write_data needs: Debian package check'
    mkdir data && "$top_builddir/write_data" data "${1:-300}" "${2:-100}" >written && return
    tap_comment "$(cat written)"
    exit 99
}

# The newest test error of what train printed as CSV, or of what test printed.
csv_error() {
    awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "test_error") column = i }
        { error = $column } END { print error }' stdout
}

# One test that cannot run here.
skip() {
    tap_count=$((tap_count + 1))
    echo "ok $tap_count # SKIP $1"
}

# The first Python that has the module $1, in $python; empty for none.
find_python() {
    for python in "${PYTHON:-}" /usr/bin/python3 python3 ''; do
        if [ -n "$python" ] && "$python" -c "import $1" >/dev/null 2>&1; then
            break
        fi
    done
}
