# Shared by all test scripts: TAP, so that automake counts each test, and a scratch folder.
#
#   . "${top_srcdir:=.}/tests/support/tap.sh"
#   some command; ok $? 'what should succeed'
#   is "$got" 'expected' 'what should be equal'
#   done_testing
# shellcheck shell=sh

tap_count=0
tap_failed=0
scratch=$(mktemp -d "${TMPDIR:-/tmp}/mnistui-test.XXXXXX") || exit 99
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 141' PIPE

tap_comment() {
    printf '%s\n' "$1" | while IFS= read -r line; do
        printf '# %s\n' "$line"
    done
}

# ok STATUS NAME: passes if the status is 0; otherwise prints $output, which the last command printed.
ok() {
    tap_count=$((tap_count + 1))
    if [ "$1" = 0 ]; then
        echo "ok $tap_count - $2"
        return
    fi
    tap_failed=$((tap_failed + 1))
    echo "not ok $tap_count - $2"
    tap_comment "${output:-}"
}

is() {
    [ "$1" = "$2" ]
    tap_same=$?
    ok $tap_same "$3"
    [ $tap_same = 0 ] || tap_comment "got: $1
expected: $2"
}

# Passes if $output contains the text $1.
says() {
    case $output in
    *"$1"*) ok 0 "$2" ;;
    *) ok 1 "$2" ;;
    esac
}

skip_all() {
    echo "1..0 # SKIP $1"
    exit 0
}

done_testing() {
    echo "1..$tap_count"
    [ "$tap_failed" = 0 ]
    exit
}
