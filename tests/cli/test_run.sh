#!/bin/sh
# ./run, on machines that are made up: a private PATH with a fake of every tool (fake-machine), and a fake
# project that is configured and built in no time. Nothing here needs a network, or root, or changes the
# real machine.
# shellcheck disable=SC2154 # scratch is tap.sh's
. "${top_srcdir:=.}/tests/support/tap.sh"

unset MNISTUI_LONG_TESTS MAKEFLAGS MFLAGS MAKELEVEL CC CFLAGS CPPFLAGS LDFLAGS LIBS PKG_CONFIG PKG_CONFIG_PATH ACLOCAL_PATH
REAL_MAKE=$(command -v make) || skip_all 'there is no make'
MACHINE=$scratch/machine
PYTHON=python3 # never the real one
export MACHINE REAL_MAKE PYTHON
clone="$scratch/a clone"

# Puts a real tool on the machine, if there is one; `command -v` would find the shell's own instead.
link_real() {
    IFS=:
    for dir in $PATH; do
        if [ -x "$dir/$1" ]; then
            ln -s "$dir/$1" "$MACHINE/bin/$1"
            break
        fi
    done
    unset IFS
}

# machine TOOLS...: a new machine that has these fake tools, and a fresh clone on it.
machine() {
    rm -rf "$MACHINE" "$clone" "$scratch/moved"
    mkdir -p "$MACHINE/bin" "$MACHINE/have" "$clone"
    : >"$MACHINE/calls"
    for tool in awk basename cat chmod cmp cp dirname echo env flock getconf grep head ln ls mkdir mv nproc \
        readlink rm rmdir sed sh sleep tail tee touch tr; do
        link_real "$tool"
    done
    cp "$top_srcdir/tests/cli/fake-machine" "$MACHINE/fake-machine"
    chmod u+w "$MACHINE/fake-machine"
    for tool in id "$@"; do
        ln -s ../fake-machine "$MACHINE/bin/$tool"
    done
    fake_project
}

# Every tool and library of $MACHINE, as after an installation.
machine_with_all() {
    machine gcc autoreconf automake aclocal pkg-config "$@"
    ln -s "$REAL_MAKE" "$MACHINE/bin/make"
    for thing in libc pkg.m4 ncursesw zlib libzip libcurl nettle check vterm; do
        : >"$MACHINE/have/$thing"
    done
}

# A project whose configure script is one copy, and whose program says what it was given.
fake_project() {
    cp "$top_srcdir/run" "$clone/run"
    chmod u+w "$clone/run"
    cat >"$clone/configure.fake" <<'END'
#!/bin/sh
[ ! -e ../bad-configure ] || { echo 'this is a bad configure'; exit 1; }
for lib in ncursesw zlib libzip; do
    pkg-config --exists $lib || exit 1
done
echo "configure CC=${CC:-}" >>"$MACHINE/calls"
cp ../Makefile.fake Makefile
: >config.status
END
    # The recipe fails if another one is at work in the same place.
    cat >"$clone/Makefile.fake" <<'END'
all: mnistui
mnistui: ../source
	@echo '  CC       source'
	@mkdir busy || { echo 'two at once!'; exit 1; }
	@. ../source && echo "made $$?" >>"$$MACHINE/calls"
	@cp ../source $@ && chmod +x $@ && rmdir busy
check: all
	@echo "check with MNISTUI_LONG_TESTS=$$MNISTUI_LONG_TESTS" >>"$$MACHINE/calls"
	@cat ../results
	@! grep '^FAIL' ../results >/dev/null
bench-programs: all
bench: bench-programs
	@echo "bench in $$BENCH_FOLDER, $(BENCH_REPEAT)"
	@echo 'bench: a row' >&2
	@[ ! -e ../bad-bench ]
END
    program :
    printf '%s\n' 'PASS: tests/a 1' '# TOTAL: 1' '# PASS:  1' >"$clone/results"
}

# program COMMAND: the source is both run when it is "compiled", with COMMAND in it, and the program itself.
program() {
    cat >"$clone/source" <<END
#!/bin/sh
if [ "\${0##*/}" != mnistui ]; then
    $1
else
    printf '<%s>' "\$@"
    pwd
    exit 7
fi
END
}

# Runs ./run from the scratch folder: stdout into $out, stderr into $output, exit status into $status.
start() {
    out=$(cd "$scratch" && PATH=$MACHINE/bin "$shell_path" "$clone/run" "$@" 2>"$scratch/stderr" </dev/null)
    status=$?
    output=$(cat "$scratch/stderr")
}

# Passes if the program was run with the arguments <a><b c>, from here, and its exit status came through.
started() {
    [ "$out" = "<a><b c>$(cd "$scratch" && pwd)" ] && [ "$status" = 7 ]
    ok $? "$1"
}

called() {
    grep -E "^$1" "$MACHINE/calls" >/dev/null
}

count_calls() {
    grep -c -E "^$1" "$MACHINE/calls"
}

test_fresh_machine() {
    machine apt-get
    : >"$MACHINE/root"
    start a 'b c'
    started "$shell: a fresh machine builds and starts"
    says 'apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev make' \
        "$shell: it says what it installs"
    ! called 'apt-get install.*(check|vterm)'
    ok $? "$shell: what only the tests need is not installed"
    is "$(count_calls 'apt-get install.* libcurl4-openssl-dev ca-certificates nettle-dev ')/$(count_calls 'apt-get update')" 1/1 \
        "$shell: what the download needs is installed, with the same package lists"
    : >"$MACHINE/calls"
    start a 'b c'
    started "$shell: a second start starts"
    is "$output$(cat "$MACHINE/calls")" '' "$shell: a second start says nothing and calls no tool but make"
    start check
    is "$status" 0 "$shell: check passes"
    called 'apt-get install.* check libvterm-dev'
    ok $? "$shell: check installs what the tests need"
    called 'check with MNISTUI_LONG_TESTS=1'
    ok $? "$shell: check runs the long tests"
    is "$out" "# TOTAL: 1
# PASS:  1" "$shell: check prints the totals"
}

test_package_managers() {
    for manager in apt-get dnf pacman zypper apk; do
        machine "$manager" sudo
        start a 'b c'
        started "$manager, by sudo: builds and starts"
        start check
        is "$status" 0 "$manager, by sudo: check passes"
    done
    machine brew
    start a 'b c'
    started 'brew, without sudo: builds and starts'
    start check
    is "$status" 0 'brew, without sudo: check passes'
    machine apk doas
    start a 'b c'
    started 'doas will do for sudo'
}

test_nothing_can_be_installed() {
    machine apt-get
    start
    is "$status" 1 'neither root nor sudo: fails'
    says 'as root, run: apt-get update && apt-get install' 'neither root nor sudo: says what root should run'
    ! called 'apt-get'
    ok $? 'neither root nor sudo: tries nothing'

    machine
    start
    is "$status" 1 'no known package manager: fails'
    says 'a C compiler (gcc or clang)' 'no known package manager: names what is needed'
    says 'none of apt-get, dnf, pacman' 'no known package manager: says so'

    machine apt-get sudo
    : >"$MACHINE/offline"
    start
    is "$status" 1 'no network: fails'
    says 'could not resolve host' 'no network: shows what the package manager said'
    says 'is the network up?' 'no network: says what to look at'
    rm "$MACHINE/offline"
    start a 'b c'
    started 'with the network back it goes on'
}

test_no_install() {
    machine apt-get sudo
    start --no-install
    is "$status" 1 '--no-install: fails if something is missing'
    says 'libncurses-dev' '--no-install: names the packages'
    says 'sudo apt-get update && sudo apt-get install' '--no-install: says what would install them'
    case $output in
    *vterm*) ok 1 '--no-install: leaves out what only the tests need' ;;
    *) ok 0 '--no-install: leaves out what only the tests need' ;;
    esac
    ! called '(apt-get|sudo)'
    ok $? '--no-install: installs nothing'
    start --no-install check
    says 'libvterm-dev' '--no-install check: names what the tests need'
    machine_with_all apt-get sudo
    start --no-install a 'b c'
    started '--no-install: goes on if all is there'
    start a --no-install
    is "$status:${out%%/*}" '7:<a><--no-install>' 'an option further on is mnistui'\''s'
    rm "$MACHINE/have/zlib"
    start --no-install
    is "$status" 1 '--no-install: looks again when all was there before'
}

# What is wanted is asked for once, whatever comes of it.
test_without_the_download() {
    machine_with_all apt-get sudo
    rm "$MACHINE/have/nettle"
    start --no-install a 'b c'
    started '--no-install without nettle: starts'
    says 'going on without the download of MNIST: it needs the packages nettle-dev' \
        '--no-install without nettle: names the package'
    ! called '(apt-get|sudo)'
    ok $? '--no-install without nettle: installs nothing'
    start --no-install a 'b c'
    is "$output" '' '--no-install without nettle: says it once'
    start a 'b c'
    started 'when it may, it installs nettle and starts'
    called 'apt-get install.* nettle-dev ' && [ "$(count_calls configure)" = 2 ]
    ok $? 'and is configured with it'
    : >"$MACHINE/calls"
    start a 'b c'
    is "$output$(cat "$MACHINE/calls")" '' 'and says nothing more'

    machine_with_all apt-get sudo
    rm "$MACHINE/have/libcurl" "$MACHINE/have/nettle"
    : >"$MACHINE/offline"
    start a 'b c'
    started 'no network: it starts without the download'
    says 'going on without the download of MNIST: apt-get failed' 'no network: it says so'
    : >"$MACHINE/calls"
    start a 'b c'
    is "$output$(cat "$MACHINE/calls")" '' 'no network: it does not ask again'

    machine_with_all
    start a 'b c'
    rm "$MACHINE/have/libcurl"
    echo '#define HAVE_CURL 1' >"$clone/build/config.h"
    : >"$MACHINE/calls"
    # shellcheck disable=SC2016 # it is the program that knows $MACHINE
    program '[ "$(grep -c configure "$MACHINE/calls")" = 1 ] || { rmdir busy; exit 1; }'
    start a 'b c'
    started 'when libcurl goes, it is configured without'

    machine_with_all apt-get
    rm "$MACHINE/have/libcurl"
    start a 'b c'
    started 'neither root nor sudo: it starts without the download'
    says 'as root, run: apt-get update && apt-get install -y --no-install-recommends libcurl4-openssl-dev ca-certificates' \
        'neither root nor sudo: it says what root should run'

    machine_with_all
    rm "$MACHINE/have/libcurl" "$MACHINE/have/nettle"
    start a 'b c'
    started 'no known package manager: it starts without the download'
    says 'no package of libcurl nettle is known here' 'no known package manager: it says so'
}

test_what_the_user_chose() {
    machine_with_all othercc
    CC='othercc -m32' start a 'b c'
    started 'CC of two words is used'
    called 'othercc -m32 -o' && called 'configure CC=othercc -m32'
    ok $? 'CC reaches configure'
    CC=nonesuch start
    is "$status" 1 'CC that is not there: fails'
    says 'CC=nonesuch: there is no command nonesuch' 'CC that is not there: says so'
    CFLAGS=-fbroken start
    is "$status" 1 'CFLAGS that do not work: fails'
    says 'what is -fbroken?' 'CFLAGS that do not work: shows what the compiler said'
    says 'as they are set here, no program can be built' 'CFLAGS that do not work: says whose fault it is'
    : >"$MACHINE/calls"
    start a 'b c'
    started 'without them it works'
    called 'made 0'
    ok $? 'another CC builds everything again'
    machine_with_all apt-get sudo
    rm "$MACHINE/have/libc"
    : >"$MACHINE/lists"
    : >"$MACHINE/offline"
    start
    says "the C library's headers" 'a compiler without headers: says so'
}

test_build_fails() {
    machine_with_all
    program 'echo this is an error; exit 1'
    start
    is "$status" 1 'a build that fails: fails'
    says 'this is an error' 'a build that fails: shows the end of the log'
    says 'building failed' 'a build that fails: says so'
    grep 'this is an error' "$clone/build/log.txt" >/dev/null
    ok $? 'a build that fails: the log is there'
    program :
    rmdir "$clone/build/busy"
    start a 'b c'
    started 'a build that failed goes on when mended'

    machine_with_all
    : >"$clone/bad-configure"
    start
    is "$status" 1 'configure that fails: fails'
    says 'this is a bad configure' 'configure that fails: shows the end of the log'
    rm "$clone/bad-configure"
    start a 'b c'
    started 'configure that failed goes on when mended'
}

test_tests_fail() {
    machine_with_all
    printf '%s\n' 'PASS: tests/a 1' 'FAIL: tests/a 2 - sums' '# TOTAL: 2' '# PASS:  1' >"$clone/results"
    start check
    is "$status" 1 'a test that fails: fails'
    case $out in
    'FAIL: tests/a 2 - sums'*) ok 0 'a test that fails is named' ;;
    *) ok 1 'a test that fails is named' ;;
    esac
    says 'some tests failed' 'a test that fails: says where to look'
}

test_bench() {
    machine_with_all apt-get
    : >"$MACHINE/root"
    start bench BENCH_REPEAT=3
    is "$status/$out" "0/bench in $(cd "$scratch" && pwd), 3" 'bench prints the table, from the folder of the caller'
    says 'bench: a row' 'bench says what it measures'
    says 'apt-get install -y --no-install-recommends python3-torch' 'bench installs PyTorch'
    says 'apt-get install -y --no-install-recommends libfann-dev' 'bench installs FANN'
    is "$(cat "$clone/build/ready-bench")" fann 'bench configures when the peers are there'
    : >"$MACHINE/calls"
    start bench
    is "$output" 'bench: a row' 'a second bench only measures'
    : >"$clone/bad-bench"
    start bench
    is "$status" 1 'a bench that fails: fails'
    says 'the bench failed' 'a bench that fails: says so'
}

test_bench_without_peers() {
    machine_with_all apt-get sudo
    start --no-install bench
    is "$status" 0 '--no-install bench: goes on without peers'
    says 'going on without PyTorch, to compare with: it is in the package python3-torch' '--no-install bench: names PyTorch'
    says 'going on without FANN, to compare with, headers: it is in the package libfann-dev' \
        '--no-install bench: names FANN'
    ! called '(apt-get|sudo)'
    ok $? '--no-install bench: installs nothing'
    : >"$MACHINE/offline"
    start bench
    is "$status" 0 'no network: the bench goes on'
    says 'going on without FANN, to compare with, headers: apt-get failed' 'no network: the bench says so'
    rm "$MACHINE/offline"
    start bench
    is "$status/$(cat "$clone/build/ready-bench")" 0/fann 'with the network back it configures with FANN'

    machine_with_all apt-get
    start bench
    is "$status" 0 'neither root nor sudo: the bench goes on'
    says 'as root, run: apt-get update && apt-get install -y --no-install-recommends libfann-dev' \
        'neither root nor sudo: the bench says what root should run'

    machine_with_all zypper sudo
    start bench
    is "$status" 0 'a system without the peers: the bench goes on'
    says 'going on without FANN, to compare with, headers: no package of it is known here' \
        'a system without the peers: the bench says so'

    machine_with_all
    start bench
    is "$status" 0 'no known package manager: the bench goes on'
    start a 'b c'
    started 'and so does mnistui'
}

# wait_for FILE: for a minute at most.
wait_for() {
    tries=600
    while [ ! -e "$1" ] && [ $tries -gt 0 ]; do
        sleep 0.1
        tries=$((tries - 1))
    done
    [ -e "$1" ]
}

test_cut_off() {
    machine_with_all
    # shellcheck disable=SC2016 # it is the program that knows $MACHINE
    program ': >"$MACHINE/started"; sleep 1'
    PATH=$MACHINE/bin "$shell_path" "$clone/run" >/dev/null 2>&1 &
    wait_for "$MACHINE/started"
    kill -9 $! && wait $! 2>/dev/null
    echo rubbish >"$clone/build/mnistui"
    program :
    touch "$clone/build/mnistui" # the rubbish is newer than its source
    start a 'b c'
    started 'a build that was cut off is started again'
    says 'starting afresh' 'a build that was cut off: says so'
}

test_two_at_once() {
    machine_with_all
    program 'sleep 1'
    PATH=$MACHINE/bin "$shell_path" "$clone/run" >"$scratch/other" 2>&1 &
    start a 'b c'
    started 'two at once: this one starts'
    wait $!
    is $? 7 'two at once: so does the other'
    is "$(count_calls made)" 1 'two at once: only one builds'
}

test_changes() {
    machine_with_all
    start a 'b c'
    program 'echo "a change" >/dev/null'
    : >"$MACHINE/calls"
    start a 'b c'
    started 'a changed source: starts'
    is "$output" 'run: building...' 'a changed source is built again'
    rm "$clone/build/mnistui"
    start a 'b c'
    started 'a program that was removed is built again'
    rm -rf "$clone/build"
    start a 'b c'
    started 'build/ may be removed'
    mv "$clone" "$scratch/moved"
    clone_was=$clone
    clone=$scratch/moved
    : >"$MACHINE/calls"
    start a 'b c'
    started 'the folder may be moved'
    called configure
    ok $? 'in a moved folder, configure runs again'
    ln -s "$clone/run" "$scratch/link"
    is "$(PATH=$MACHINE/bin "$shell_path" "$scratch/link" x </dev/null)" "<x>$(pwd)" './run may be a link'
    rm "$scratch/link"
    clone=$clone_was
}

test_folders() {
    machine_with_all
    chmod a-w "$clone"
    if [ ! -w "$clone" ]; then # root may write anywhere
        start
        says 'cannot write there' 'a folder that cannot be written: says so'
    fi
    chmod u+w "$clone"
    clone_was=$clone
    clone="$scratch/it's"
    mv "$clone_was" "$clone"
    start
    is "$status" 1 "a folder's name that configure would not take: fails"
    says 'give it a plainer name' "a folder's name that configure would not take: says so"
    rm -rf "$clone"
    clone=$clone_was
}

for shell in sh dash bash; do
    shell_path=$(command -v "$shell") && test_fresh_machine
done
if busybox=$(command -v busybox); then
    # busybox looks at its own name to know that it is a shell.
    mkdir "$scratch/busybox"
    ln -s "$busybox" "$scratch/busybox/sh"
    shell=busybox
    shell_path=$scratch/busybox/sh
    test_fresh_machine
fi
shell_path=$(command -v sh)
test_package_managers
test_nothing_can_be_installed
test_no_install
test_without_the_download
test_what_the_user_chose
test_build_fails
test_tests_fail
test_bench
test_bench_without_peers
test_cut_off
test_two_at_once
test_changes
test_folders
done_testing
