#!/bin/sh
# mnistui fetch, from a server on loopback: what it prints, where the files go, and how it ends. mnistui_small is
# mnistui with four small files for MNIST.
# shellcheck disable=SC2154 # output, messages and status are cli.sh's
. "${top_srcdir:=.}/tests/support/cli.sh"

unset http_proxy https_proxy HTTP_PROXY HTTPS_PROXY all_proxy ALL_PROXY no_proxy NO_PROXY MNISTUI_MIRROR
MNISTUI_OFFLINE=1 # no test asks a public mirror
export MNISTUI_OFFLINE
real=$program
program=$top_builddir/mnistui_small
cache=$HOME/.cache/mnistui/mnist
advice='mnistui: --data=practice trains without any data'
images=train-images-idx3-ubyte.gz
files="$images train-labels-idx1-ubyte.gz t10k-images-idx3-ubyte.gz t10k-labels-idx1-ubyte.gz"

if ! grep -q '^#define HAVE_CURL 1' "$top_builddir/config.h"; then
    mnistui fetch --mirror='http://127.0.0.1:9/a&b' --mirror=http://127.0.0.1:9/mnist
    is "$status/$output/$messages" "1//mnistui: this mnistui was built without libcurl and cannot download; by hand it is
  cd '$cache'$(for f in $files; do printf "\n  curl -fLO 'http://127.0.0.1:9/a&b/%s'" "$f"; done)
(or the same with wget in place of curl -fLO)
$advice" 'without libcurl it says how to fetch by hand, from the first mirror'
    [ -d "$cache" ]
    ok $? 'into a folder that is there'
    done_testing
fi

"$top_builddir/http_serve" >served &
tries=600
until [ -s served ] || [ $tries = 0 ]; do
    tries=$((tries - 1))
    sleep 0.1 2>/dev/null || sleep 1
done
url=http://127.0.0.1:$(head -n 1 served)

# requests COUNT: those that came since the last call. The server prints them soon after: this waits for COUNT of
# them, and then for those that should not come.
echo 1 >seen
requests() {
    tries=600
    until [ "$(wc -l <served)" -ge $(($(cat seen) + $1)) ] || [ $tries = 0 ]; do
        tries=$((tries - 1))
        sleep 0.1 2>/dev/null || sleep 1
    done
    sleep 0.2 2>/dev/null || sleep 1
    tail -n +$(($(cat seen) + 1)) served
    wc -l <served >seen
}

fetched_lines() {
    for f in $files; do
        case $f in
        train-i*) size=30000 ;;
        train-l*) size=500 ;;
        t10k-i*) size=2000 ;;
        *) size=1234 ;;
        esac
        printf '%s: fetching %s bytes from %s/\n%s: there\n' "$f" "$size" "$1" "$f"
    done
}

there_lines() {
    for f in $files; do
        echo "$f: there"
    done
}

# ---- into the cache ----

(
    umask 0
    "$program" fetch --mirror="$url/good" >stdout 2>stderr
)
is "$?/$(cat stderr stdout)" "0/$(fetched_lines "$url/good")
MNIST is in $cache: mnistui finds it there" 'fetch fetches into the cache'
is "$(ls "$cache")" "download.lock
$(for f in $files; do echo "$f"; done | sort)" 'the four files are there, and nothing half'
for folder in "$HOME/.cache" "$HOME/.cache/mnistui" "$cache"; do
    is "$(find "$folder" -prune -perm 700)" "$folder" "$folder is the user's alone"
done
mnistui fetch --mirror="$url/good"
is "$status/$messages/$output" "0//$(there_lines)
MNIST is in $cache already: mnistui finds it there" 'a second fetch says that all is there'
is "$(requests 4 | wc -l | tr -d ' ')" 4 'and asks for nothing'
mnistui fetch
exits_with 0 'nor does it need a mirror then'

XDG_CACHE_HOME=$scratch/xdg
export XDG_CACHE_HOME
mnistui fetch --mirror "$url/good/"
is "$status/$messages/$(tail -n 1 stdout)" "0//MNIST is in $scratch/xdg/mnistui/mnist: mnistui finds it there" \
    'XDG_CACHE_HOME names the cache'
unset XDG_CACHE_HOME
(
    unset HOME
    "$program" fetch --mirror="$url/good" >stdout 2>stderr
)
is "$?/$(cat stderr stdout)" '1/mnistui: there is no folder to download into: set HOME or XDG_CACHE_HOME to an absolute path, or name one with mnistui fetch --to=DIR' \
    'no cache: it says so'

# ---- --to and the mirrors ----

requests 4 >/dev/null
mnistui fetch --to=new/folder --mirror="$url/404" --mirror="$url/good"
is "$status/$messages" "0/mnistui: $images: $url/404/ is left: it answers with HTTP status 404" \
    'a mirror that is left is told'
is "$(tail -n 1 stdout)" 'MNIST is in new/folder: use it with --data=new/folder' '--to: the last line says how to use it'
is "$(requests 5)" "/404/$images
$(for f in $files; do echo "/good/$f"; done)" 'mirrors are asked in their order'
MNISTUI_MIRROR="$url/500 $url/good"
export MNISTUI_MIRROR
mnistui fetch --to=other --mirror="$url/404"
exits_with 0 'MNISTUI_MIRROR adds mirrors'
is "$(requests 6 | head -n 3)" "/404/$images
/500/$images
/good/$images" 'after those of --mirror'
MNISTUI_MIRROR=nonsense
mnistui fetch --to=other
fails_with 1 'MNISTUI_MIRROR=nonsense: it takes the URL of a folder, such as https://example.org/mnist/' \
    'a wrong MNISTUI_MIRROR is named'
unset MNISTUI_MIRROR

mnistui fetch --to=third
fails_with 1 "there is no mirror to ask, because MNISTUI_OFFLINE is set: name one with mnistui fetch --mirror=URL or in MNISTUI_MIRROR
$advice" 'offline, no mirror is asked that was not named'

# ---- failures ----

mnistui fetch --to=third --mirror="$url/404" --mirror="$url/wrong"
is "$status/$messages" "1/mnistui: $images: $url/404/ is left: it answers with HTTP status 404
mnistui: $images: $url/wrong/ is left: it sends other bytes than those of the file (SHA-256)
mnistui: $images could not be fetched from any mirror:
  $url/404/: it answers with HTTP status 404
  $url/wrong/: it sends other bytes than those of the file (SHA-256)
$advice" 'it fails with the reason of each mirror'
is "$(ls third)" download.lock 'and leaves no half file'

mnistui fetch --to=third --mirror="$url/cut"
exits_with 1 'a connection that is cut fails'
mnistui fetch --to=third --mirror="$url/good"
is "$status/$(head -n 1 stdout)" "0/$images: fetching from $url/good/, 15000 of 30000 bytes are there" \
    'the next fetch goes on from there'

program=$real
mnistui fetch --to=fourth --mirror="$url/good"
is "$status/$(head -n 1 stderr)" "1/mnistui: $images: $url/good/ is left: its file has 30000 bytes instead of 9912422" \
    'what is not MNIST is not taken for it'
program=$top_builddir/mnistui_small

: >file
mnistui fetch --to=file/folder --mirror="$url/good"
fails_with 1 'file/folder cannot be made: Not a directory: mnistui fetch --to=DIR takes another folder' \
    'a folder that cannot be made'
(
    ulimit -f 8 # of 512 or 1024 bytes; nobody ignores its signal for mnistui
    "$program" fetch --to=full --mirror="$url/good" >stdout 2>stderr
)
is "$?/$(cat stderr)" "1/mnistui: full/$images.part cannot be written: File too large: mnistui fetch --to=DIR takes another folder
$advice" 'a disk that is full'
(
    XDG_CACHE_HOME=$scratch/small
    export XDG_CACHE_HOME
    ulimit -f 8
    "$program" fetch --mirror="$url/good" >stdout 2>stderr
)
is "$?/$(cat stderr)" "1/mnistui: $scratch/small/mnistui/mnist/$images.part cannot be written: File too large: set XDG_CACHE_HOME to another folder, or name one with mnistui fetch --to=DIR
$advice" 'and it is the cache that is full'
mnistui fetch --to=full --mirror="$url/good"
is "$status/$messages" 0/ 'and when there is room, it goes on'
if [ -w /dev/full ] && ! (echo x >/dev/full) 2>/dev/null; then
    messages=$("$program" fetch --to=full 2>&1 >/dev/full)
    is "$?/$messages" '1/mnistui: standard output cannot be written: No space left on device' 'nor is output lost in silence'
else
    skip 'no /dev/full'
fi

if command -v openssl >/dev/null 2>&1 &&
    openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 2 -subj /CN=localhost >openssl.txt 2>&1; then
    openssl s_server -accept 127.0.0.1:0 -key key.pem -cert cert.pem -www >openssl.txt 2>&1 &
    process=$!
    tries=600
    until grep -q '^ACCEPT' openssl.txt || [ $tries = 0 ]; do
        tries=$((tries - 1))
        sleep 0.1 2>/dev/null || sleep 1
    done
    port=$(sed -n 's/^ACCEPT.*:\([0-9]*\)$/\1/p' openssl.txt)
    mnistui fetch --to=safe --mirror="https://127.0.0.1:$port"
    kill $process && wait $process 2>/dev/null
    is "$status/$(grep -c "is left: .*certificate" stderr)" 1/1 'a certificate that nobody vouches for is refused'
else
    skip 'no openssl for a server with HTTPS'
fi

# ---- signals, and two at once ----

# wait_for FILE: until it is there and not empty.
wait_for() {
    tries=600
    until [ -s "$1" ] || [ $tries = 0 ]; do
        tries=$((tries - 1))
        sleep 0.1 2>/dev/null || sleep 1
    done
}

if [ -x "$top_builddir/default_signals" ]; then
    for signal in INT TERM; do
        rm -rf stopped
        "$top_builddir/default_signals" "$program" fetch --to=stopped --mirror="$url/slower" >stdout 2>stderr </dev/null &
        process=$!
        wait_for "stopped/$images.part"
        kill -s $signal $process
        wait $process
        status=$?
        case $signal in INT) number=2 ;; *) number=15 ;; esac
        is "$status/$(cat stderr)" "$((128 + number))/mnistui: stopped: the next download goes on from here" \
            "SIG$signal stops it"
        is "$(ls stopped)" "download.lock
$images.part" 'and what has come is kept'
    done
    mnistui fetch --to=stopped --mirror="$url/good"
    exits_with 0 'the next one goes on'
    head -n 1 stdout | grep -q 'of 30000 bytes are there$'
    ok $? 'from there'
else
    skip 'no Check, which default_signals needs: Debian package check'
fi

requests 0 >/dev/null
"$program" fetch --to=shared --mirror="$url/slow" >one 2>&1 &
process=$!
wait_for "shared/$images.part"
mnistui fetch --to=shared --mirror="$url/slow"
is "$status/$(grep -v '^waiting for another mnistui that downloads this$' stdout)" "0/$(there_lines)
MNIST is in shared already: use it with --data=shared" 'the second of two waits for the first'
wait $process
is "$?/$(tail -n 1 one)" '0/MNIST is in shared: use it with --data=shared' 'which fetches for both'
is "$(requests 4 | grep -c '^/slow/')" 4 'once'

done_testing
