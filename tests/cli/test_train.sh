#!/bin/sh
# mnistui train: its three formats, its settings, and that they do what they say.
# shellcheck disable=SC2154 # output, messages and status are cli.sh's
. "${top_srcdir:=.}/tests/support/cli.sh"
make_data 300 100

# Patterns for grep -E.
real='[0-9]+(\.[0-9]+)?(e[-+][0-9]+)?'
percent=' *[0-9]+\.[0-9][0-9] %'

# ---- text ----

mnistui train --data=data --epochs=3
is "$status/$messages" 0/ 'train succeeds and prints no message'
is "$(sed -n 1,2p stdout)" \
    "$(sed -n 1p stdout | sed 's/:.*//'): 300 training images, 100 test images; net 784-30-20-10
batch 1, learning rate 0.05, momentum 0, init normal, seed 1" 'text begins with the data and the settings'
sed -n 3p stdout >line
all_lines_match line "untrained      test error $percent" 'then comes the untrained net'
sed -n 4,6p stdout >lines
all_lines_match lines "epoch  [123] of 3  test error $percent  loss $real  $real s  [0-9 ]+ images/s" \
    'a line for each epoch'
is "$(sed -n 's/^epoch *\([0-9]*\) .*/\1/p' stdout | tr '\n' ' ')" '1 2 3 ' 'in their order'
sed '1,6d' stdout >line
all_lines_match line "done: 3 epochs, test error $percent, $real s" 'and the end'
is "$(sed -n 's/^done.*error \(.*\) %.*/\1/p' stdout)" \
    "$(sed -n 's/^epoch  3.*error *\([0-9.]*\) %.*/\1/p' stdout)" 'which has the error of the last epoch'
mnistui train --data=data --epochs=1 --eval-train
grep -Eq "  training error $percent  " stdout
ok $? '--eval-train adds the training error'
grep -q '^done: 1 epoch,' stdout
ok $? 'one epoch is not epochs'

mnistui --data=data --epochs=2
cp stdout plain
mnistui train --data=data --epochs=2
is "$(sed 's/  loss.*//; s/, [0-9.]* s$//' plain)" "$(sed 's/  loss.*//; s/, [0-9.]* s$//' stdout)" \
    'without a terminal, mnistui is mnistui train'
"$program" --data=data --epochs=2 --color=always --glyphs=braille | cat >stdout
! tr -d '\n -~' <stdout | grep . >unmatched && [ "$(wc -l <stdout)" = 6 ]
ok $? 'a pipe gets plain lines and no escape sequence'

# ---- json ----

start='\{"event":"start","data":"[^"]+","train_images":300,"test_images":100,"inputs":784,"hidden":\[30,20\]'
start="$start,\"outputs\":10,\"batch\":12,\"alpha\":0\\.05,\"momentum\":0\\.4,\"init\":\"xavier\",\"epochs\":2"
start="$start,\"seed\":7,\"order\":\"shuffle\",\"loaded\":false,\"kernels\":\"[a-z0-9+-]+\",\"test_error\":$real\\}"
figures="\"loss\":$real,\"seconds\":$real,\"images_per_second\":$real\\}"
epoch="\\{\"event\":\"epoch\",\"epoch\":[0-9]+,\"test_error\":$real,\"train_error\":null,$figures"
measured="\\{\"event\":\"epoch\",\"epoch\":[0-9]+,\"test_error\":$real,\"train_error\":$real,$figures"
end="\\{\"event\":\"end\",\"status\":\"done\",\"epochs\":2,\"test_error\":$real,\"seconds\":$real\\}"

mnistui train --data=data --preset=momentum --epochs=2 --seed=7 --format=json
is "$status/$messages" 0/ 'train --format=json succeeds and prints no message'
is "$(wc -l <stdout | tr -d ' ')" 4 'an object per line: start, two epochs, end'
sed -n 1p stdout >line
all_lines_match line "$start" 'start has all settings'
sed -n 2,3p stdout >lines
all_lines_match lines "$epoch" 'epoch has its figures, and null for what was not measured'
sed -n 4p stdout >line
all_lines_match line "$end" 'end says how it ended'
cp stdout first.json
mnistui train --data=data --preset=momentum --epochs=2 --seed=7 --format=json --eval-train
sed -n 2,3p stdout >lines
all_lines_match lines "$measured" 'with --eval-train the training error is a number'
is "$(sed 's/"train_error.*"loss"/"loss"/; s/"seconds.*//' stdout)" \
    "$(sed 's/"train_error.*"loss"/"loss"/; s/"seconds.*//' first.json)" 'which changes nothing else'

find_python json
if [ -n "$python" ]; then
    output=$("$python" - stdout 2>&1 <<'END'
import json, sys
events = [json.loads(line) for line in open(sys.argv[1])]
assert [e["event"] for e in events] == ["start", "epoch", "epoch", "end"]
start, one, two, end = events
assert start["hidden"] == [30, 20] and start["seed"] == 7 and start["loaded"] is False
assert [one["epoch"], two["epoch"], end["epochs"]] == [1, 2, 2]
for event in events:
    assert 0 <= event["test_error"] <= 1
assert 0 <= one["train_error"] <= 1 and one["loss"] > 0
assert abs(one["images_per_second"] * one["seconds"] - 300) < 30, one
assert abs(one["seconds"] + two["seconds"] - end["seconds"]) < 1e-5
assert end["test_error"] == two["test_error"]
END
    )
    ok $? 'Python reads the JSON, and the numbers fit each other'
else
    skip 'no Python'
fi

# ---- csv ----

mnistui train --data=data --preset=momentum --epochs=2 --seed=7 --format=csv
is "$(sed -n 1p stdout)" 'epoch,test_error,train_error,loss,seconds,images_per_second,data' 'csv begins with the columns'
sed -n 2p stdout >line
all_lines_match line "0,$real,,,,,IDX images" 'then comes the untrained net'
sed '1,2d' stdout >lines
all_lines_match lines "[12],$real,,$real,$real,[0-9]+,IDX images" 'and a line for each epoch'
is "$(wc -l <stdout | tr -d ' ')" 4 'and nothing else'
is "$(csv_error)" "$(sed -n 's/.*"end".*"test_error":\([^,]*\),.*/\1/p' first.json)" 'with the numbers of the JSON'
mnistui train --data=data --epochs=1 --format=csv --eval-train
sed '1,2d' stdout >lines
all_lines_match lines "1,$real,$real,$real,$real,[0-9]+,IDX images" '--eval-train fills the column train_error'

# ---- data sets with names ----

mkdir own && cp data/* own/
printf 'set Coins, old\nclasses a, b, c, d, e, f, g, h, i, j\n' >own/manifest
mnistui train --data=own --epochs=1 --format=csv
is "$(sed -n '2s/.*,,//p' stdout)" '"Coins, old"' 'a manifest names the data set, in quotes where csv needs them'
mnistui train --data=own --epochs=1 --format=json
is "$(sed -n '1s/.*"data":\("[^"]*"\).*/\1/p' stdout)" '"Coins, old"' 'also in json'
echo 'images 300 99' >>own/manifest
mnistui train --data=own --epochs=1
fails_with 1 'own/manifest: set Coins, old has other sizes than the files, which hold 300 and 100 images of 28x28 pixels' \
    'a manifest that does not fit is named'

for format in text json csv; do
    mnistui train --data=practice --epochs=1 --format=$format
    exits_with 0 "practice digits need no data ($format)"
    grep -q 'practice digits' stdout && ! grep -q MNIST stdout stderr
    ok $? "and are called so, never MNIST ($format)"
done

# ---- settings: the start event has those in effect ----

# settings ARGS...: sets $settings, its settings in one line.
settings() {
    mnistui train --data=data --epochs=1 --format=json "$@"
    settings=$(sed -n '1s/.*"hidden":\(.*\),"outputs":10\(.*\),"epochs.*"order":\("[a-z]*"\).*/\1\2 \3/p' stdout)
}

# holds SETTINGS ARGS...: SETTINGS are batch, alpha, momentum, init.
holds() {
    expected=$1
    shift
    settings "$@"
    is "$(echo "$settings" | sed 's/.*"batch":\([^,]*\),"alpha":\([^,]*\),"momentum":\([^,]*\),"init":"\([^"]*\)".*/\1 \2 \3 \4/')" \
        "$expected" "the settings of $*"
}

holds '1 0.05 0 normal' --seed=1
holds '1 0.05 0 normal' --preset=sgd
holds '12 0.05 0 normal' --preset=minibatch
holds '12 0.05 0 xavier' --preset=xavier
holds '12 0.05 0.4 xavier' --preset=momentum
holds '1 0.05 0 xavier' --preset=sgd-xavier
holds '12 0.05 0.9 xavier' --preset=momentum --momentum=0.9
holds '12 0.05 0.4 xavier' --momentum=0.9 --preset=momentum
holds '5 0.1 0 normal' --preset=momentum --preset=minibatch --alpha=0.2 --batch=5 --alpha 0.1
mnistui train --data=data --epochs=1 --preset=sgd --format=json
is "$(tail -n 1 stdout | grep -c '"epochs":30,')" 1 'a preset sets the epochs, too'

settings --hidden=1
is "${settings%%,*}" '[1]' '--hidden=1'
settings --hidden=8,7,6,5,4,3,2,1
is "${settings%%]*}" '[8,7,6,5,4,3,2,1' '8 hidden layers'
is "$status" 0 'which can be trained'
settings --batch=60000
is "$status/$(wc -l <stdout | tr -d ' ')" 0/3 'a batch larger than the data'
settings --order=sequential
is "${settings##* }" '"sequential"' '--order=sequential'
settings --seed=18446744073709551615
grep -q '"seed":18446744073709551615,' stdout
ok $? 'the largest seed'
settings --alpha=.5e-3
grep -q '"alpha":0.0005,' stdout
ok $? 'a number may begin with its point'

# ---- they do what they say ----

# saved NAME ARGS...: saves the net of a run with these.
saved() {
    name=$1
    shift
    mnistui train --data=data --epochs=2 --save="$name.npz" "$@"
    [ "$status" = 0 ] || ok 1 "saving $name"
}

saved a --seed=5
saved b --seed=5
cmp -s a.npz b.npz
ok $? 'the same seed gives the same bytes'
for seed in 6 7 4294967301 9223372036854775813; do
    saved b --seed=$seed
    ! cmp -s a.npz b.npz
    ok $? "the seed $seed gives others"
done
# only the order of the images differs: both begin with the same net
cp a.npz start.npz
saved a --seed=5 --load=start.npz
for seed in 6 7 4294967301 9223372036854775813; do
    saved b --seed=$seed --load=start.npz
    ! cmp -s a.npz b.npz
    ok $? "the seed $seed gives another order"
done
saved a --seed=5
for change in --batch=3 --alpha=0.06 --momentum=0.1 --init=xavier --order=sequential --epochs=3 --hidden=30,21; do
    saved b --seed=5 "$change"
    ! cmp -s a.npz b.npz
    ok $? "$change makes another net"
done
saved a --batch=300 --order=sequential
saved b --batch=60000 --order=sequential
cmp -s a.npz b.npz
ok $? 'a batch larger than the data is one of all data'

mnistui train --data=data --epochs=10 --preset=sgd-xavier --alpha=0.5 --format=csv
[ "$(csv_error | awk '{ print ($1 < 0.5) }')" = 1 ]
ok $? 'it learns'

# numbers have a decimal point in every locale
comma=$(locale -a 2>/dev/null | while read -r name; do
    [ "$(LC_ALL=$name locale decimal_point 2>/dev/null)" = , ] && echo "$name" && break
done)
if [ -z "$comma" ] && localedef -i de_DE -f UTF-8 "$PWD/comma.UTF-8" 2>/dev/null; then
    comma=comma.UTF-8
    LOCPATH=$PWD
    # libp11-kit, which comes with libcurl, leaks in its constructor what newlocale makes of that
    ASAN_OPTIONS="${ASAN_OPTIONS:-}:detect_leaks=0"
    export LOCPATH ASAN_OPTIONS
fi
if [ -n "$comma" ]; then
    mnistui train --data=data --epochs=2 --alpha=0.05 --format=csv
    sed 's/\(,[^,]*\)\{3\}$//' stdout >expected
    LC_ALL=$comma
    export LC_ALL
    mnistui train --data=data --epochs=2 --alpha=0.05 --format=csv
    is "$(locale decimal_point)" , "the locale $comma has decimal commas"
    is "$(sed 's/\(,[^,]*\)\{3\}$//' stdout)" "$(cat expected)" 'it changes no number'
    mnistui train --data=data --epochs=2 --alpha=0,05
    fails_with 2 '--alpha=0,05: it takes a number over 0, such as 0.05' 'nor how numbers are written'
else
    skip 'no locale with decimal commas is installed'
fi

done_testing
