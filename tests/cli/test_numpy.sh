#!/bin/sh
# NumPy reads what npz_write wrote, and npz_read what NumPy wrote: random arrays of many kinds go from NumPy
# through npz_copy back to NumPy and must be the same float32 numbers, bit for bit.
: "${top_builddir:=.}"
for python in "${PYTHON-}" /usr/bin/python3 python3; do
    test -n "$python" && "$python" -c 'import numpy' 2>/dev/null && break
    python=
done
if test -z "$python"; then
    echo '1..0 # SKIP no Python with NumPy: Debian package python3-numpy'
    exit 0
fi
folder=$(mktemp -d "${TMPDIR:-/tmp}/mnistui-test.XXXXXX") || exit 1
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM

"$python" - "$top_builddir/npz_copy" "$folder" <<'END'
import itertools
import subprocess
import sys
import zipfile

import numpy as np

copy, folder = sys.argv[1:]
source, target = folder + "/source.npz", folder + "/target.npz"
generator = np.random.default_rng(1)
shapes = [(1,), (7,), (1, 1), (1, 9), (9, 1), (30, 10), (784, 30), (100000,)]
count = 0


def floats(shape):
    """float32 numbers of every exponent and sign."""
    bits = generator.integers(0, 2**32, shape, np.uint32)
    numbers = bits.view("f4")
    return np.where(np.isfinite(numbers), numbers, np.float32(-0.0)).astype("f4")


def report(good, name):
    global count
    count += 1
    print("ok" if good else "not ok", count, "-", name, flush=True)


def same(arrays):
    """Whether the copy holds just these, as little-endian float32 in C order."""
    with np.load(target) as loaded:
        return loaded.files == list(arrays) and all(
            loaded[name].dtype.str == "<f4"
            and loaded[name].flags.c_contiguous
            and loaded[name].shape == array.shape
            and loaded[name].tobytes() == array.astype("<f4").tobytes()
            for name, array in arrays.items())


def copies():
    return subprocess.run([copy, source, target]).returncode == 0


for save, kind, order in itertools.product(
        (np.savez, np.savez_compressed), ("<f4", ">f4", "<f8", ">f8"), "CF"):
    arrays = {"w%d" % i: floats(shape) for i, shape in enumerate(shapes)}
    save(source, **{n: np.asarray(a.astype(kind), order=order) for n, a in arrays.items()})
    report(copies() and same(arrays), "%s %s %s" % (save.__name__, kind, order))

# float64 numbers between two of float32 are rounded as NumPy does
doubles = {"w1": generator.normal(0, 1, (50, 40)), "b1": generator.normal(0, 1e-40, 1000)}
np.savez(source, **doubles)
report(copies() and same(doubles), "float64 is rounded to the nearest")

report(zipfile.ZipFile(target).testzip() is None, "Python finds the zip file sound")
with open(target, "rb") as file:
    first = file.read()
np.savez_compressed(source, **doubles)
report(copies() and open(target, "rb").read() == first, "the same numbers give the same bytes")
print("1..%d" % count)
END
