#!/bin/sh
# What goes wrong from outside: no data, bad data, no room, signals, a run that diverges. Each is told, with the
# right exit status, and nothing half-written is left.
# shellcheck disable=SC2154 # output, messages and status are cli.sh's
. "${top_srcdir:=.}/tests/support/cli.sh"
make_data 300 100

# ---- data ----

advice='mnistui fetch downloads them. Or name the folder where they are with --data=DIR or
with the variable MNISTUI_DATA. With --data=practice mnistui uses digits that it
draws itself.'

mnistui train --data=data --epochs=1 --save=net.npz
exits_with 0 'a net to be tested'
mkdir ../elsewhere && mv data ../elsewhere/digits
mnistui test --load=net.npz
# why there can be no download is in test_fetch.sh
is "$status/$(echo "$messages" | sed '1d;/^mnistui: no MNIST/,$!d' | grep -v '/Library/Caches/')/$output" "1/mnistui: no MNIST files were found in
  ./data
  ./data/MNIST/raw
  ../data/MNIST/raw
  $HOME/.cache/mnistui/mnist
  $HOME/.cache/burn-dataset/mnist (in train and test)
  $HOME/.cache/torch/MNIST/raw
  $HOME/.cache/torch/datasets/MNIST/raw
  $HOME/.cache/torchvision/MNIST/raw
  $HOME/.keras/datasets/mnist.npz
$advice/" 'no data: mnistui test lists every place that was tried'
for command in '' train; do
    # shellcheck disable=SC2086 # no command is no word
    mnistui $command --epochs=1
    is "$status/$(sed -n '1p;$p' stderr)" "0/mnistui: no data was found: trying to download MNIST
mnistui: going on with practice digits, which mnistui draws itself" "no data: mnistui $command says what it does"
    case $output in
    'practice digits: 60 000 training images, 10 000 test images;'*) ok 0 'it trains on practice digits, and says so' ;;
    *) ok 1 'it trains on practice digits, and says so' ;;
    esac
done

rm -rf "$HOME/.cache" # made for the download

# found PLACE: the data is found there, and only there.
found() {
    mkdir -p "$(dirname "$1")" && mv ../elsewhere/digits "$1"
    mnistui train --epochs=1
    exits_with 0 "data is found in $2"
    mv "$1" ../elsewhere/digits
}

found data ./data
found "$HOME/.cache/mnistui/mnist" "the program's cache"
found "$HOME/.cache/torch/MNIST/raw" "torchvision's cache"
MNISTUI_DATA=../elsewhere/digits
export MNISTUI_DATA
mnistui train --epochs=1
exits_with 0 'data is found in MNISTUI_DATA'
mnistui train --epochs=1 --data=nowhere
fails_with 1 '--data=nowhere: there is no such folder' '--data goes before MNISTUI_DATA'
MNISTUI_DATA=nowhere
mnistui train --epochs=1
fails_with 1 'MNISTUI_DATA=nowhere: there is no such folder' 'a wrong MNISTUI_DATA is named'
unset MNISTUI_DATA
mv ../elsewhere/digits data

rm data/t10k-labels-idx1-ubyte
mnistui train --data=data
fails_with 1 '--data=data lacks t10k-labels-idx1-ubyte (packed as .gz or not)' 'a missing file is named'
printf '\000\000\010\001\000\000\000\144' >data/t10k-labels-idx1-ubyte
mnistui train --data=data
fails_with 1 'data/t10k-labels-idx1-ubyte: cut off: 0 bytes follow the header instead of 100: download or copy it again' 'a bad file is named'
rm -r data
make_data 300 100

# ---- kernels ----

# The best set tells whether there is a BLAS in the build: then each set is there without it and with it.
mnistui --version
best=$(sed -n 's/^kernels: //p' stdout)
case $best in
*+openblas) set='[a-z0-9-]+(, | or )[a-z0-9-]+\+openblas' ;;
*) set='[a-z0-9-]+' ;;
esac

MNISTUI_KERNELS=fast
export MNISTUI_KERNELS
for command in --version train test\ --load=net.npz; do
    # shellcheck disable=SC2086 # these are words
    mnistui $command
    is "$status/$output" 1/ "unknown kernels: mnistui $command fails"
    all_lines_match stderr "mnistui: MNISTUI_KERNELS=fast: on this machine it takes $set((, | or )$set)*" 'and tells which there are'
done
names=$(sed 's/.* it takes //; s/,//g; s/ or / /' stderr)
is "${names##* }" "$best" 'the best of them is used if none is named'
for MNISTUI_KERNELS in $names; do
    mnistui --version
    is "$status/$(sed -n 's/^kernels: //p' stdout)" "0/$MNISTUI_KERNELS" "$MNISTUI_KERNELS can be chosen"
    mnistui train --data=data --epochs=1 --format=json
    grep -qF "\"kernels\":\"$MNISTUI_KERNELS\"" stdout
    ok $? 'and train says so'
done
unset MNISTUI_KERNELS

# ---- output ----

if [ -w /dev/full ] && ! (echo x >/dev/full) 2>/dev/null; then
    mnistui train --data=data --epochs=1 --save=net.npz
    for arguments in --help --version 'train --data=data --epochs=30000' 'test --data=data --load=net.npz' \
        'train --data=data --epochs=30000 --format=json' 'train --data=data --epochs=30000 --format=csv'; do
        # shellcheck disable=SC2086 # these are words
        messages=$("$program" $arguments 2>&1 >/dev/full)
        is "$?/$messages" '1/mnistui: standard output cannot be written: No space left on device' \
            "a full disk ends mnistui $arguments"
    done
    "$program" train --data=data --epochs=30000 --save=kept.npz >/dev/full 2>&1
    mnistui test --data=data --load=kept.npz
    exits_with 0 'and the net is saved all the same'
else
    skip 'no /dev/full'
fi

# ---- --save ----

for path in nowhere/net.npz data data/; do
    mnistui train --data=data --save=$path
    case $path in
    nowhere*) reason='No such file or directory' ;;
    *) reason='it is a folder: name a file' ;;
    esac
    fails_with 1 "$path cannot be written: $reason" "--save=$path is refused before the training"
done
mkfifo device # stands for /dev/null, which a test had better leave alone
mnistui train --data=data --save=device
fails_with 1 'device cannot be written: it is not a plain file: name a file' 'what is no plain file is refused'
[ -p device ]
ok $? 'and stays what it is'

# a limit of 8 blocks of 512 or 1024 bytes; the net has about 100 000 bytes
(
    ulimit -f 8
    "$program" train --data=data --epochs=1 --save=large.npz >stdout 2>stderr
)
is "$?/$(cat stderr)" '1/mnistui: large.npz cannot be written: File too large' 'a net for which there is no room'
is "$(find . -name 'large*')" '' 'leaves no half file'
mnistui train --data=data --epochs=1 --save=old.npz
cp old.npz before.npz
(
    ulimit -f 8
    "$program" train --data=data --epochs=2 --save=old.npz >stdout 2>stderr
)
is "$?/$(cat stderr)" '1/mnistui: old.npz cannot be written: File too large' 'nor'
cmp -s old.npz before.npz
ok $? 'does it harm the file that was there'

# ---- a run that diverges ----

for format in text json csv; do
    mnistui train --data=data --epochs=5 --alpha=1e38 --format=$format --save=diverged.npz
    is "$status/$(wc -l <stderr | tr -d ' ')/$(grep -c 'the learning rate 1e+38 is likely too large; diverged.npz was not written$' stderr)" 1/1/1 \
        "$format: a diverged run fails, and the message names the learning rate and the file"
    case $format in
    text) pattern='^diverged: 0 epochs, test error -, ' ;;
    json) pattern='^{"event":"end","status":"diverged","epochs":[0-9]*,"test_error":null,"seconds":[0-9.e-]*}$' ;;
    csv) pattern='^0,' ;;
    esac
    tail -n 1 stdout | grep -q "$pattern"
    ok $? "$format: what was printed before is whole"
done
is "$(find . -name 'diverged*')" '' 'its net is not saved'
! grep -Eq 'nan|inf' stdout
ok $? 'no number is none'

# ---- signals ----

# wait_for PATTERN: until stdout has it, for a minute at most: a slow or busy machine takes its time.
wait_for() {
    tries=600
    until grep -Eq "$1" stdout || [ $tries = 0 ]; do
        tries=$((tries - 1))
        sleep 0.1 2>/dev/null || sleep 1
    done
}

# stop SIGNAL ARGS...: starts mnistui, sends the signal once the first epoch is there, and waits.
stop() {
    : >stdout # what the last one printed must not be taken for what this one prints
    signal=$1
    shift
    "$top_builddir/default_signals" "$program" "$@" >stdout 2>stderr </dev/null &
    process=$!
    wait_for '^epoch *1 |"epoch":1,'
    kill -s "$signal" $process
    wait $process
    status=$?
    messages=$(cat stderr)
}

for signal in INT TERM HUP; do
    case $signal in
    INT) number=2 ;;
    TERM) number=15 ;;
    HUP) number=1 ;;
    esac
    stop $signal train --data=data --epochs=30000 --save=$signal.npz --format=json
    is "$status/$messages" $((128 + number))/ "SIG$signal ends the run"
    error=$(sed -n '$s/^{"event":"end","status":"stopped","epochs":[1-9][0-9]*,"test_error":\([0-9.]*\),"seconds":[0-9.]*}$/\1/p' stdout)
    [ -n "$error" ]
    ok $? 'which is told as stopped'
    mnistui test --data=data --load="$signal.npz" --format=csv
    is "$(csv_error)" "$error" 'and saved as it was then'
done
stop INT train --data=data --epochs=30000
is "$status/$(tail -n 1 stdout | cut -d: -f1)" 130/stopped 'the text says so, too'
stop INT --data=data --epochs=30000
is "$status" 130 'so it is with plain lines in place of the UI'

# what is ignored stays ignored, as under nohup
(
    trap '' HUP
    exec "$program" train --data=data --epochs=30000 --format=csv >stdout 2>stderr
) &
process=$!
wait_for '^1,'
kill -s HUP $process
sleep 1
kill -s TERM $process
wait $process
is "$?" 143 'an ignored SIGHUP does not end a run'

# a reader that has seen enough
"$top_builddir/default_signals" "$program" train --data=data --epochs=30000 2>stderr | head -n 1 >stdout
is "$(cat stderr)" '' 'a pipe that is closed ends it without a message'

done_testing
