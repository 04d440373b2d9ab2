#!/bin/sh
# --help, --version, and every wrong usage: its message, its exit status, and no other effect.
# shellcheck disable=SC2154 # output, messages and status are cli.sh's
. "${top_srcdir:=.}/tests/support/cli.sh"

# ---- help and version ----

for option in --help -h; do
    mnistui "$option"
    is "$status/$messages" 0/ "$option succeeds and prints no message"
    is "$(head -n 1 stdout)" 'Usage: mnistui [COMMAND] [OPTION]...' "$option prints the usage"
done
is "$(awk 'length > 79' stdout)" '' 'the help fits 80 columns'
for command in train test fetch; do
    grep -q "^  $command  *[a-z]" stdout
    ok $? "the help has the command $command"
done
mnistui train --help --epochs=5
is "$status/$(head -n 1 stdout)" '0/Usage: mnistui [COMMAND] [OPTION]...' 'with a command it is the same help'

for option in --version -V; do
    mnistui "$option"
    is "$status/$messages" 0/ "$option succeeds and prints no message"
    head -n 1 stdout | grep -Eq '^mnistui [0-9]+\.[0-9]+\.[0-9]+( \(commit [0-9a-f]{12}(, changed)?\))?$'
    ok $? "$option prints the version"
done
sed -n 2p stdout | grep -Eq '^kernels: (baseline|x86-64-v[34])(\+openblas)?$'
ok $? 'and the kernels in use'
for option in help version; do
    mnistui --$option=x
    fails_with 2 "--$option takes no value" "--$option=x"
done

# ---- what does not exist ----

# wrong MESSAGE ARGS...: the usage is wrong.
wrong() {
    message=$1
    shift
    mnistui "$@"
    fails_with 2 "$message" "wrong usage: mnistui $*"
}

wrong 'unknown option --nonsense: see mnistui --help' --nonsense
wrong 'unknown option --nonsense: see mnistui --help' train --nonsense=1
wrong 'unknown option --epoch: see mnistui --help' train --epoch=1
wrong 'unknown option --: see mnistui --help' train --
wrong 'unknown option -x: see mnistui --help' -x
wrong 'unknown option -hV: see mnistui --help' -hV
wrong 'unknown option -: see mnistui --help' -
wrong 'unknown command learn: the commands are train, test and fetch' learn
wrong 'unknown command TRAIN: the commands are train, test and fetch' TRAIN
wrong "unknown command '': the commands are train, test and fetch" ''
wrong 'one command is enough: test came after train' train test
wrong 'one command is enough: train came after train' train train
wrong 'mnistui test needs --load=FILE.npz: the net to be tested' test

# ---- values ----

for pair in data=DIR preset=NAME hidden=N,... batch=M alpha=A momentum=G init=INIT epochs=N seed=S order=ORDER \
    load=FILE.npz save=FILE.npz format=FORMAT; do
    wrong "--${pair%%=*} needs a value: --$pair" train "--${pair%%=*}"
done
for pair in speed=N jobs=N memory=MB theme=NAME glyphs=SET color=WHEN digits=STYLE; do
    wrong "--${pair%%=*} needs a value: --$pair" "--${pair%%=*}"
done
wrong '--eval-train takes no value' train --eval-train=yes
wrong '--to needs a value: --to=DIR' fetch --to
wrong '--mirror needs a value: --mirror=URL' fetch --mirror

# refuses OPTION RANGE VALUE...: each value is wrong, and the message says the range.
refuses() {
    option=$1
    range=$2
    shift 2
    for value; do
        wrong "--$option=$value: it takes $range" "--$option=$value"
        wrong "--$option=$value: it takes $range" "--$option" "$value"
    done
}

refuses data 'a folder, a .npz file or practice' ''
refuses preset 'sgd, minibatch, xavier, momentum or sgd-xavier' '' SGD sgd-momentum 'sgd '
refuses hidden '1 to 8 sizes of 1 to 4096 neurons' '' 0 -3 4097 30, ,30 30,,20 30x20 1,2,3,4,5,6,7,8,9 3.5 ' 3'
refuses batch 'a whole number from 1 to 60000' '' 0 -1 60001 1.5 12x 0x10 99999999999999999999 +1
refuses alpha 'a number over 0, such as 0.05' '' 0 -0.1 nan inf 1e39 1e-60 0,05 0x1p-3 0.05x '. 5'
refuses momentum 'a number from 0 to under 1' '' -0.1 1 0.999999999999 nan 0,4 half
refuses init 'normal or xavier' '' Xavier glorot
refuses epochs 'a whole number from 1 to 1000000' '' 0 -1 1000001 1e3
refuses seed 'a whole number from 0 to 18446744073709551615' '' -1 18446744073709551616 1.0 +1 one
refuses order 'shuffle or sequential' '' random
refuses load 'a file' ''
refuses save 'a file' ''
refuses format 'text, json or csv' '' JSON xml
refuses jobs 'a whole number from 1 to 256' '' 0 257 -1 1.5 many
refuses memory 'a whole number from 1 to 2047' '' 0 2048 1.5 64MB
refuses speed 'full, or 1 or more images per second' '' 0 0.5 -1 nan inf fast
refuses theme 'dark, light or mono' '' Dark blue
refuses glyphs 'ascii, block or braille' '' utf-8
refuses color 'auto, always or never' '' on
refuses digits 'ascii or shade' '' shades

wrong '--to=: it takes a folder' fetch --to=
for url in ftp://example.org/ /tmp '' http:// 'http://example.org/a b'; do
    wrong "--mirror=$url: it takes the URL of a folder, such as https://example.org/mnist/" fetch "--mirror=$url"
done
wrong '--mirror: mirrors that need a name or a password are not supported' fetch --mirror=http://me:secret@example.org/
mirrors=
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17; do
    mirrors="$mirrors --mirror=http://$i.example/"
done
# shellcheck disable=SC2086 # these are words
wrong '--mirror=http://17.example/: 16 mirrors are enough' fetch $mirrors

# ---- options of another command ----

ui=' is for mnistui without a command only'
runs=' is for mnistui without a command and mnistui train only'
wrong "--speed$ui" train --speed=full
wrong "--jobs$ui" train --jobs=1
wrong "--memory$ui" train --memory=1
wrong "--theme$ui" train --theme=mono
wrong "--glyphs$ui" test --load=x --glyphs=ascii
wrong "--color$ui" --color=never train
wrong '--format is for mnistui train and mnistui test only' --format=json
wrong "--eval-train$runs" test --load=x --eval-train
for pair in preset=sgd hidden=3 batch=1 alpha=1 momentum=0 init=normal epochs=1 seed=1 order=shuffle save=x; do
    wrong "--${pair%%=*}$runs" test --load=x "--$pair"
done

nets=' is for mnistui without a command, mnistui train and mnistui test only'
wrong "--data$nets" fetch --data=x
wrong "--load$nets" fetch --load=x
wrong '--to is for mnistui fetch only' train --to=x
wrong '--mirror is for mnistui fetch only' --mirror=http://example.org/

# a value that looks like an option is a value
mnistui train --data --speed
fails_with 1 '--data=--speed: there is no such folder' 'a value that looks like an option is none'

done_testing
