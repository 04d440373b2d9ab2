#!/bin/sh
# --save and --load: what was saved is loaded again, and what does not fit is refused.
# shellcheck disable=SC2154 # output, messages and status are cli.sh's
. "${top_srcdir:=.}/tests/support/cli.sh"
make_data 300 100

# ---- there and back ----

mnistui train --data=data --epochs=2 --format=csv --save=net.npz
trained=$(csv_error)
is "$status/$messages" 0/ '--save succeeds and prints no message'
is "$(find . -name 'net.npz*')" ./net.npz 'one file is left'
mnistui test --data=data --load=net.npz --format=csv
is "$status/$messages" 0/ 'test succeeds and prints no message'
is "$(csv_error)" "$trained" 'test finds the error of the last epoch'

mnistui test --data=data --load=net.npz --format=csv
wrong=$(awk -v error="$trained" 'BEGIN { print error * 100 }')
is "$output" "test_images,wrong,test_error,data
100,$wrong,$trained,IDX images" 'test as csv'
mnistui test --data=data --load=net.npz --format=json
name=$(echo "$output" | sed 's/.*"data":"\([^"]*\)".*/\1/')
is "$output" "{\"event\":\"test\",\"data\":\"$name\",\"test_images\":100,\"wrong\":$wrong,\"test_error\":$trained}" \
    'test as JSON'
mnistui test --data=data --load=net.npz
is "$output" "$name: accuracy $((100 - wrong)).00 %, test error $wrong.00 % ($wrong of 100 images wrong)" 'test as text'

mnistui train --data=data --epochs=1 --load=net.npz --format=csv
is "$(sed -n 2p stdout | cut -d, -f2)" "$trained" 'train --load begins where the other run ended'
mnistui train --data=data --epochs=1 --load=net.npz
is "$(sed -n 2,3p stdout | tr '\n' ' ')" \
    "batch 1, learning rate 0.05, momentum 0, init loaded, seed 1 loaded         test error $wrong.00 % " \
    'the text says that the net was loaded'
mnistui train --data=data --epochs=1 --load=net.npz --format=json
grep -q '"loaded":true,' stdout
ok $? 'and so does the JSON'

# one epoch and one more, in the order of the file and without momentum, are two epochs
mnistui train --data=data --order=sequential --epochs=2 --save=two.npz
mnistui train --data=data --order=sequential --epochs=1 --save=one.npz
mnistui train --data=data --order=sequential --epochs=1 --load=one.npz --save=one.npz
cmp -s one.npz two.npz
ok $? 'a run can be continued, to the bit, and saved over what it came from'

for hidden in 1 8,7,6,5,4,3,2,1; do
    mnistui train --data=data --epochs=1 --hidden=$hidden --save=shape.npz --format=csv
    expected=$(csv_error)
    mnistui test --data=data --load=shape.npz --format=csv
    is "$status/$(csv_error)" "0/$expected" "--hidden=$hidden, there and back"
    mnistui train --data=data --epochs=1 --load=shape.npz --format=json
    grep -q "\"hidden\":\[$hidden\]," stdout
    ok $? 'the hidden layers come from the file'
    mnistui train --data=data --epochs=1 --hidden=$hidden --load=shape.npz
    exits_with 0 'and may be given as well'
done

umask 027
mnistui train --data=data --epochs=1 --save=masked.npz
is "$(find . -name masked.npz -perm 640)" ./masked.npz 'the file has the permissions that the umask leaves'
umask 022

# ---- what does not fit ----

mnistui train --data=data --load=net.npz --hidden=40
fails_with 1 '--hidden=40 does not fit net.npz, whose hidden layers are 30,20' 'another --hidden'
for command in train test; do
    mnistui $command --data=data --load=nowhere.npz
    fails_with 1 'nowhere.npz cannot be read: No such file or directory' "$command: a file that is not there"
    mnistui $command --data=data --load=data
    fails_with 1 'data is a folder: a .npz file is expected' "$command: a folder"
    for bytes in '' 'some text' "$(head -c 3000 "$program" | tr -d '\000')"; do
        printf '%s' "$bytes" >garbage
        mnistui $command --data=data --load=garbage
        fails_with 1 'garbage is not a .npz file: a zip file is expected, as numpy.savez writes it' \
            "$command: garbage of $(wc -c <garbage | tr -d ' ') bytes"
    done
done
size=$(wc -c <net.npz)
head -c $((size - 1)) net.npz >cut.npz
mnistui test --data=data --load=cut.npz
is "$status/${messages%%.npz *}/$output" '1/mnistui: cut/' 'a file without its last byte'
mnistui test --data=data --load="$top_srcdir/tests/data/npz/savez.npz"
fails_with 1 "$top_srcdir/tests/data/npz/savez.npz holds 2 arrays; a net of 1 to 8 hidden layers is w1 b1 w2 b2 ..." \
    'other arrays'

# ---- NumPy ----

find_python numpy
if [ -z "$python" ]; then
    skip 'no Python with NumPy: Debian package python3-numpy'
    done_testing
fi

# numpy TEXT: runs it with the arrays of net.npz in the dictionary a, and np.
numpy() {
    output=$("$python" -c "import numpy as np
a = dict(np.load('net.npz'))
$1" 2>&1)
}

numpy 'assert a["w1"].shape == (784, 30), a["w1"].shape'
ok $? 'NumPy reads w1 with the shape (784, 30)'
numpy 'assert [(n, v.shape, v.dtype.str) for n, v in a.items()] == [
    ("w1", (784, 30), "<f4"), ("b1", (30,), "<f4"), ("w2", (30, 20), "<f4"),
    ("b2", (20,), "<f4"), ("w3", (20, 10), "<f4"), ("b3", (10,), "<f4")], a'
ok $? 'and all others, as float32'
numpy 'np.savez_compressed("double.npz", **{n: v.astype("f8") for n, v in a.items()})'
mnistui test --data=data --load=double.npz --format=csv
is "$(csv_error)" "$trained" 'a net that NumPy saved, packed and in float64, has the same error'

# The answers of the net, computed in NumPy from the rows of w1: this shows that the shapes are right.
numpy 'import gzip
x = np.frombuffer(gzip.open("data/t10k-images-idx3-ubyte.gz").read()[16:], "u1").reshape(-1, 784) / 255
y = np.frombuffer(open("data/t10k-labels-idx1-ubyte", "rb").read()[8:], "u1")
for l in "123":
    x = 1 / (1 + np.exp(-(x @ a["w" + l] + a["b" + l])))
assert abs(np.mean(x.argmax(1) != y) - '"$trained"') < 1e-9, np.mean(x.argmax(1) != y)'
ok $? 'NumPy computes the same error from the arrays'

# refused NAME CHANGE MESSAGE: net.npz with a change made in Python is refused.
refused() {
    numpy "$2
np.savez('changed.npz', **a)"
    mnistui train --data=data --load=changed.npz
    fails_with 1 "changed.npz$3" "$1"
}

refused 'an array of another shape' 'a["w1"] = a["w1"][:783]' ': w1 has the shape (783, 30) instead of (784, 30)'
refused 'a bias of another length' 'a["b2"] = a["b2"][:19]' ': b2 has the shape (19,) instead of (20,)'
refused 'layers that do not meet' 'a["w2"] = a["w2"].T.copy()' ': w2 has the shape (20, 30) instead of (30, 30)'
refused 'other outputs' 'a["w3"] = a["w3"][:, :9]' ': w3 has the shape (20, 9) instead of (20, 10)'
refused 'a bias as a matrix' 'a["b1"] = a["b1"].reshape(1, 30)' ': b1 has the shape (1, 30) instead of (30,)'
refused 'an array with another name' 'a["u2"] = a.pop("w2")' ': there is no array w2; it should have the shape (30, N) with N from 1 to 4096'
refused 'a matrix as a vector' 'a["w2"] = a["w2"].ravel()' \
    ': w2 has the shape (600,) instead of (30, N) with N from 1 to 4096'
refused 'too wide a layer' 'a["w1"] = np.zeros((784, 4097), "f4")' \
    ': w1 has the shape (784, 4097) instead of (784, N) with N from 1 to 4096'
refused 'an array too many' 'a["w4"] = a["w3"]' ' holds 7 arrays; a net of 1 to 8 hidden layers is w1 b1 w2 b2 ...'

done_testing
