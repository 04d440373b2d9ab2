#!/bin/sh
# Data sets with other numbers of classes and other sizes of images: they are trained, kept and measured.
# shellcheck disable=SC2154 # output, messages and status are cli.sh's
. "${top_srcdir:=.}/tests/support/cli.sh"
make_data 300 100

# train_on NAME TRAIN ROWS COLS CLASSES [PERCENT]: a folder NAME with such data, and a net NAME.npz, trained on it,
# where the images show enough, to an error of at most PERCENT.
train_on() {
    mkdir "$1" && "$top_builddir/write_data" "$1" "$2" 100 "$3" "$4" "$5" >written || exit 99
    mnistui train --data="$1" --epochs=8 --preset=sgd-xavier --format=csv --save="$1.npz"
    trained=$(csv_error)
    is "$status/$messages" 0/ "$5 classes, images of $3x$4: training succeeds"
    if [ -n "${6:-}" ]; then
        awk -v error="$trained" -v most="$6" 'BEGIN { exit !(100 * error <= most) }'
        ok $? "and learns: error $trained"
    fi
    mnistui test --data="$1" --load="$1.npz" --format=csv
    is "$status/$(csv_error)" "0/$trained" 'and the net that it leaves has that error'
}

train_on one 300 28 28 1 0
train_on two 1000 28 28 2 2
train_on letters 3000 28 28 47 15
train_on most 3000 32 20 64 15
train_on large 1000 64 64 10 10
train_on little 1000 8 8 10 20
train_on dots 100 1 1 2
train_on lines 100 1 64 3
train_on poles 100 64 1 3

mnistui train --data=data --epochs=1 --save=digits.npz
mnistui test --data=letters --load=digits.npz
[ "$status" = 1 ] && [ "${messages#*10}" != "$messages" ] && [ "${messages#*47}" != "$messages" ]
ok $? 'a net for another number of classes is refused, with both numbers'

done_testing
