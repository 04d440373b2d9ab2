#!/bin/sh
# The bench in a tiny form: its table has all rows with numbers, the ratios fit them, and it names missing peers. No
# time is judged.
# shellcheck disable=SC2154 # scratch and output are cli.sh's
. "${top_srcdir:=.}/tests/support/cli.sh"
make_data 300 100
MNISTUI_DATA=$PWD/data
export MNISTUI_DATA

# A build folder whose only peers are those that a test puts there.
mkdir build build/bench
ln -s "$program" build/mnistui
ln -s "$top_builddir/bench/mnistui_epoch" "$top_builddir/bench/in_terminal" \
    "$top_builddir/bench/moments" "$top_builddir/bench/practice" build/bench/

# bench VARIABLES...: sets status, output (the table) and messages.
bench() {
    env BENCH_REPEAT=1 BENCH_SECONDS=0.01 BENCH_KEYS=0 PYTHON=/nonexistent "$@" \
        sh "$top_srcdir/bench/run-bench" build >stdout 2>stderr </dev/null
    status=$?
    output=$(cat stdout)
    messages=$(cat stderr)
}

# has_row TEXT PATTERN: one row begins with the text, and its rest matches the pattern.
has_row() {
    [ "$(grep -cE "^$1 +$2\$" stdout)" = 1 ]
    ok $? "the row $1"
}

number='[0-9]+(\.[0-9]+)?'
seconds="$number s"
share="$number %"
reached='(yes|no)'

# ---- without peers ----

bench BENCH_KEYS=17 # each once
exits_with 0 'it succeeds'
says 'PyTorch is not installed: Debian package python3-torch' 'PyTorch that is missing is named, with its package'
says 'FANN is not built: Debian package libfann-dev' 'so is FANN'
grep -qE '^program    mnistui [0-9.]+, kernels [a-z0-9+-]+$' stdout
ok $? 'the kernels are named'
grep -qE '^processor  .*[a-zA-Z].*, [0-9]+ cores' stdout && grep -qE '^compiler   .*[a-zA-Z]' stdout
ok $? 'processor and compiler are named'
nobody='- +- +- +-'
has_row 'epoch, m = 1' "$seconds +- +$nobody"
has_row 'epoch, m = 12' "$seconds +- +$nobody"
has_row 'epoch, m = 12, momentum 0\.4' "$seconds +- +$number +$nobody"
has_row 'epoch, m = 1, momentum 0\.4' "$seconds +- +$number +$nobody"
has_row 'evaluation of the test images' "$seconds +- +$nobody"
has_row '784-512-256-10 epoch, m = 128' "$seconds +- +$nobody"
for net in '784-30-20-10 +24380' '784-64-32-10 +52650' '784-128-64-10 +109386' '784-256-128-10 +235146' \
    '784-512-256-10 +535818' '784-1024-512-10 +1333770'; do
    has_row "$net" "$seconds +- +$number +$seconds +- +$number"
done
has_row 'first frame' "$seconds +-"
has_row 'first trained batch' "$seconds +-"
has_row 'resident size, at most' "$number MB +-"
# runs as short as these can be over before they could be measured
has_row 'epoch, mnistui train' "($seconds|-) +($share|-)"
has_row 'epoch, dashboard' "($seconds|-) +($share|-)"
has_row '  slower by' "(-?$share|-) +($share|-)"
has_row '  frames a second' "($number|-) +($share|-)"
has_row 'key to screen, four runs race' "$seconds +- +99 % of 17: $seconds"
has_row 'moments and answers cost' "-?$share +$share"
has_row 'share of a core, paused' "($share|-) +-"
has_row 'share of a core, run ended' "($share|-) +-"
has_row 'pixels that are not 0' "$share +- +19\.1 %"
has_row 'mean of a pixel' "0\.[0-9]{4} +- +0\.1307"
has_row 'deviation of a pixel' "0\.[0-9]{4} +- +0\.3081"
has_row '70 000 drawn, two threads' "$seconds +-"
has_row 'right of their test images' - # these images are not MNIST's
has_row "right of MNIST's test images" -
has_row 'epoch, m = 1: 250 times PyTorch' '- +not measured'
has_row 'epoch, m = 1: 75 times FANN' '- +not measured'
has_row 'epoch, m = 12, momentum: at most 1\.3 times without' "$number +$reached"
has_row '10 000 test images: at most 0\.0025 s' "$seconds +$reached"
has_row 'epoch, m = 1, AVX2: at most 0\.060 s' "($seconds|-) +($reached|other kernels)"
has_row 'training with the dashboard: at most 3 % slower' "(-?$share +$reached(, within noise)?|- +not measured)"
has_row 'key to screen, four runs: 99 % in 0\.033 s' "$seconds +$reached"
has_row 'moments and answers: at most 2 % of training' "-?$share +$reached(, within noise)?"
has_row 'resident: under 150 MB' "$number MB +$reached"
has_row 'practice digits: at most 1 s' "$seconds +$reached"
has_row 'net of practice digits: 85 % of MNIST right' '- +not measured'
has_row 'first frame: at most 0\.05 s' "$seconds +$reached"

# ---- with a peer that always takes 1000 seconds ----

cat >build/bench/peer_fann <<'END'
#!/bin/sh
echo 'FANN of a test'
while read -r work hidden batch momentum seconds; do
    case $work/$hidden/$batch/$momentum in
    train/30,20/1/0) echo 1000 ;;
    *) echo - ;;
    esac
done
END
chmod +x build/bench/peer_fann
bench
says ' FANN of a test' 'a peer that is here is named'
row=$(grep '^epoch, m = 1  ' stdout)
has_row 'key to screen, four runs: 99 % in 0\.033 s' '- +not measured'
is "$(echo "$row" | awk '{ x = 1000 / $5 / $(NF); print $(NF - 2), $(NF - 1), (x > 0.98 && x < 1.02) }')" '1000 s 1' \
    "its ratio is its time by mnistui's"
has_row 'epoch, m = 1: 75 times FANN' "$number +yes"
bench MNISTUI_KERNELS=baseline
has_row 'epoch, m = 1, AVX2: at most 0\.060 s' '- +other kernels'

# ---- with one that breaks down ----

cat >build/bench/peer_fann <<'END'
#!/bin/sh
echo 'FANN of a test'
read -r request && echo 1000
read -r request
echo 'it broke down' >&2
END
bench
exits_with 0 'a peer that ends does not stop the bench'
says ' FANN of a test, ended: it broke down' 'it is said to have ended'
has_row 'epoch, m = 1' "$seconds +- +- +- +1000 s +$number"
has_row 'epoch, m = 12' "$seconds +- +$nobody"

# ---- what cannot be ----

bench MNISTUI_DATA="$PWD/nothing"
is "$status/$output" 1/ 'no data: it fails and prints no table'
case $messages in
*"$PWD/nothing"*) ok 0 'and says where there is none' ;;
*) ok 1 'and says where there is none' ;;
esac
bench BENCH_REPEAT=0
is "$status/$messages" '1/bench: BENCH_REPEAT=0: it takes a number from 1 on' 'no measurements: it says so'
bench BENCH_SECONDS=x
is "$status/$messages" '1/bench: BENCH_SECONDS=x: it takes a number over 0, such as 0.5' 'no seconds: it says so'

done_testing
