#!/bin/sh
# The walls between the rooms stand, and tools/check-layers sees each kind of breach.
# shellcheck disable=SC2034,SC2154 # output and scratch are tap.sh's
. "${top_srcdir:=.}/tests/support/tap.sh"

tree=$scratch/tree

# A fresh copy of the sources to plant a breach in.
fresh_tree() {
    rm -rf "$tree"
    mkdir "$tree"
    cp -R "$top_srcdir/src" "$top_srcdir/Makefile.am" "$tree"
    chmod -R u+w "$tree" # a release is unpacked read-only by `make distcheck`
    for room in base npz data fetch practice supply nn train runs ui/screens ui/widgets cli; do
        mkdir -p "$tree/src/$room"
    done
}

check_layers() {
    output=$("$top_srcdir/tools/check-layers" "$tree" 2>&1)
}

# breach FILE LINE TEXT WHAT: TEXT in FILE, which has nothing else, is a breach in that line.
breach() {
    fresh_tree
    printf '%s\n' "$3" >"$tree/$1"
    if check_layers; then
        ok 1 "$4 is a breach"
    else
        says "$1:$2: " "$4 is a breach"
    fi
}

harmless() {
    fresh_tree
    printf '%s\n' "$2" >"$tree/$1"
    check_layers
    ok $? "$3 is none"
}

fresh_tree
check_layers
ok $? 'the project itself has no breach'

breach src/base/x.c 1 '#include "data/idx.h"' 'rule 1: base that includes data'
breach src/nn/x.h 2 '
#include "train/learner.h"' 'rule 1: nn that includes train, in a header'
breach src/data/x.c 1 '#  include  "nn/net.h" /* why */' 'rule 1: data that includes what comes after it, spaced out'
breach src/train/x.c 1 '#include <runs/store.h>' 'rule 1: train that includes runs, in angle brackets'
breach src/runs/x.c 1 '#include "ui/theme.h"' 'rule 1: runs that includes ui'
breach src/npz/x.c 1 '#include "data/idx.h"' 'rule 1: npz that includes data'
breach src/fetch/x.c 1 '#include "practice/practice.h"' 'rule 1: fetch that includes practice'
breach src/train/x.c 1 '#include "supply/supply.h"' 'rule 1: train that includes supply'
breach src/supply/x.c 1 '#include "train/engine.h"' 'rule 1: supply that includes train'
breach src/nn/x.c 1 '#include "cli/options.h"' 'rule 1: nn that includes cli'
breach src/ui/x.c 1 '#include "cli/options.h"' 'rule 1: ui that includes cli'
breach src/base/x.c 1 '#include "../nn/npz.h"' 'rule 1: an include by way of ..'
breach src/nn/x.c 1 '#include "npz.h"' 'rule 1: an include that names no room'
breach src/base/x.c 1 '#include "net/socket.h"' 'rule 1: an include from no known room'
breach src/stray.c 1 'int x;' 'rule 1: a source outside of the rooms'
harmless src/runs/x.c '#include "config.h"
#include <stdio.h>
#include <sys/stat.h>
#include "base/error.h"
#include "runs/x.h"' 'rule 1: runs that includes what is before it'
harmless src/cli/x.c '#include "ui/x.h"
#include "train/engine.h"' 'rule 1: cli that includes ui and train'
harmless src/ui/x.c '#include "ui/theme.h"
#include "runs/store.h"' 'rule 1: ui that includes ui and runs'

breach src/cli/x.c 1 '#include <curses.h>' 'rule 2: curses in cli'
breach src/train/x.c 1 '#include <ncursesw/curses.h>' 'rule 2: ncurses by its other name in train'
breach src/nn/net.h 1 '#include <zlib.h>' 'rule 2: zlib in nn'
breach src/npz/x.c 1 '#include <zlib.h>' 'rule 2: zlib in npz'
breach src/data/x.c 1 '#include <zip.h>' 'rule 2: libzip in data'
breach src/nn/backprop.c 1 '#include <cblas.h>' 'rule 2: the BLAS outside blas.c'
harmless src/nn/blas.c '#include <cblas.h>' 'rule 2: the BLAS in blas.c'
breach src/ui/x.c 1 '#include <pthread.h>' 'rule 2: threads in ui'
breach src/data/idx.c 1 '#include <curl/curl.h>' 'rule 2: curl in data'
breach src/fetch/download_run.c 1 '#include <nettle/sha2.h>' 'rule 2: nettle in fetch, but not hash'
breach src/train/x.c 1 '#include <sqlite3.h>' 'rule 2: sqlite3 in train'
harmless src/ui/widgets/x.c '#include <curses.h>' 'rule 2: curses in ui'
harmless src/npz/x.c '#include <zip.h>' 'rule 2: libzip in npz'
harmless src/data/x.c '#include <zlib.h>' 'rule 2: zlib in data'
harmless src/train/x.c '#include <pthread.h>' 'rule 2: threads in train'
harmless src/supply/x.c '#include <pthread.h>' 'rule 2: threads in supply'
harmless src/base/hash.c '#include <nettle/sha2.h>' 'rule 2: nettle in hash'
harmless src/fetch/download_run.c '#include <curl/curl.h>' 'rule 2: curl in download'
harmless src/base/x.c '/* #include <curses.h> */
// #include <zlib.h>
/*
#include <pthread.h>
*/' 'rule 2: an include in a comment'

fresh_tree
# shellcheck disable=SC1003
printf '%s\n' 'libcore_a_SOURCES += src/base/x.c \' '	src/ui/theme.c' >>"$tree/Makefile.am"
check_layers
says 'src/ui/theme.c is in libcore.a' 'rule 3: ui in libcore.a is a breach'
fresh_tree
# shellcheck disable=SC2016 # the dollar is make's
printf '%s\n' 'more = src/cli/options.c' 'libcore_a_SOURCES += $(more)' >>"$tree/Makefile.am"
check_layers
says 'src/cli/options.c is in libcore.a' 'rule 3: cli in libcore.a by way of a variable is a breach'
fresh_tree
echo 'mnistui_SOURCES += src/nn/x.c' >>"$tree/Makefile.am"
check_layers
says 'src/nn/x.c is not in libcore.a' 'rule 3: nn that goes only into the program is a breach'

for call in 'printf("x");' 'puts("x");' 'fprintf(stderr, "x");' 'fputs("x", stdout);' \
    'vfprintf (stderr, f, a);' 'perror("x");' 'exit(1);' '_exit(1);' 'abort();' 'assert(x > 0);' \
    'if (x)exit (1);' '"/*"; exit(1); /* "*/' 'write(STDERR_FILENO, s, n);'; do
    breach src/nn/x.c 2 "int x; /* a
comment */ $call" "rule 4: $call"
done
harmless src/base/x.c '/* printf("x"); exit(1); */ // abort();
const char *s = "exit(1) \" stderr", c = '"'\"'"'; char *t = "//"; /*
 * puts("x") to stdout */
int
x(void)
{
    snprintf(b, n, "x");
    fprintf(file, "x");
    my_exit(1);
    exit_code(2);
    x->abort(3);
    x.puts(4);
    static_assert(sizeof x == 1, "x");
}' 'rule 4: a word in a comment, a string, a longer name or a member'
harmless src/ui/x.c 'int main(void) { fprintf(stderr, "x"); exit(1); }' 'rule 4: ui that speaks and exits'

breach src/ui/screens/x.c 1 '#include "train/engine.h"' 'rule 5: a screen that includes the engine'
breach src/ui/widgets/x.h 1 '#include "train/engine.h"' 'rule 5: a widget that includes the engine'
harmless src/ui/loop.c '#include "train/engine.h"' 'rule 5: an event loop that includes the engine'
harmless src/ui/screens/x.c '#include "train/snapshot.h"' 'rule 5: a screen that includes snapshots'

# plant FILE TEXT: one more file, in the tree that is there.
plant() {
    printf '%s\n' "$2" >"$tree/$1"
}

fresh_tree
plant src/base/x.h '#include "base/y.h"'
plant src/base/y.h '#include "base/x.h"'
check_layers
says 'src/base/y.h:1: rule 6: a circle: base/x -> base/y -> base/x' 'rule 6: two headers that include each other'
fresh_tree
plant src/base/x.c '#include "base/x.h"
#include "base/y.h"'
plant src/base/x.h ''
plant src/base/y.h '
#include "base/x.h"'
check_layers
says 'src/base/y.h:2: rule 6: a circle: base/x -> base/y -> base/x' 'rule 6: a circle by way of a .c file'
fresh_tree
plant src/base/u.c '#include "base/x.h"'
plant src/base/x.c '#include "base/y.h"'
plant src/base/y.c '#include "base/z.h"'
plant src/base/z.c '#include "base/x.h"'
check_layers
says 'src/base/z.c:1: rule 6: a circle: base/x -> base/y -> base/z -> base/x' \
    'rule 6: a circle of three, without what leads to it'
fresh_tree
plant src/ui/x.c '#include "ui/screens/y.h"'
plant src/ui/screens/y.c '#include "ui/x.h"'
check_layers
says 'rule 6: a circle: ui/screens/y -> ui/x -> ui/screens/y' 'rule 6: a circle between folders of a room'
fresh_tree
plant src/base/x.c '#include "base/x.h"
#include "base/y.h"
#include "base/z.h"'
plant src/base/y.h '#include "base/z.h"'
plant src/base/z.h '/* #include "base/x.h" */'
check_layers
ok $? 'rule 6: two ways to one header are none'

fresh_tree
plant src/base/x.c 'int x;'
plant src/nn/x.h 'int x;'
check_layers
says 'src/nn/x.h:1: rule 7: the name x belongs to src/base/x' 'rule 7: one name in two rooms'
fresh_tree
plant src/ui/screens/x.c 'int x;'
plant src/ui/x.c 'int x;'
check_layers
says 'src/ui/x.c:1: rule 7: the name x belongs to src/ui/screens/x' 'rule 7: one name in two folders of a room'
fresh_tree
plant src/nn/x.c 'int x;'
plant src/nn/x.h 'int x;'
check_layers
ok $? 'rule 7: a .c and a .h of one name are one'

done_testing
