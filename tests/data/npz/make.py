#!/usr/bin/python3
"""Makes the .npz files of this folder again (see README). It needs the command zip, and PyTorch for pytorch.pt."""
import io
import os
import struct
import subprocess
import tempfile
import zipfile

import numpy as np

try:
    import torch
except ImportError:
    torch = None

w1 = np.array([[1, -0.0], [1e-45, 3.4028234663852886e38], [-1.5, 0.1]], "<f4")
b1 = np.array([0.25, -2], "<f4")


class Pipe(io.RawIOBase):
    """A file that cannot seek."""

    def __init__(self, path):
        self.file = open(path, "wb")

    def writable(self):
        return True

    def write(self, data):
        return self.file.write(data)


np.savez("savez.npz", w1=w1, b1=b1)
np.savez_compressed("compressed.npz", w1=w1, b1=b1)
np.savez_compressed("float64.npz", w1=w1.astype("<f8"), b1=b1.astype("<f8"))
np.savez("fortran.npz", w1=np.asfortranarray(w1), b1=b1)
np.savez("big_endian.npz", w1=w1.astype(">f4"), b1=b1.astype(">f8"))
np.savez_compressed(Pipe("streamed.npz"), w1=w1, b1=b1)

with zipfile.ZipFile("versions.npz", "w") as archive:
    for name, array, version in (("w1", w1, (2, 0)), ("b1", b1, (3, 0))):
        with archive.open(zipfile.ZipInfo(name + ".npy"), "w") as member:
            np.lib.format.write_array(member, array, version)

# Python 3.11.4 and later mark the two sizes of a local header as being in the extra field.
data = bytearray(open("savez.npz", "rb").read())
start = 0
while data[start:start + 4] == b"PK\3\4":
    size, name, extra = struct.unpack_from("<LHH", data, start + 22)
    data[start + 18:start + 26] = b"\xff" * 8
    data[start + 4] = 45
    start += 30 + name + extra + size
open("zip64.npz", "wb").write(data)

# ---- what others pack ----


def npy(array):
    out = io.BytesIO()
    np.lib.format.write_array(out, array)
    return out.getvalue()


def write(name, members, method=zipfile.ZIP_STORED):
    with zipfile.ZipFile(name, "w", method) as archive:
        for member, data in members:
            archive.writestr(zipfile.ZipInfo(member), data, method)


def info_zip(name, options, members="w1.npy b1.npy"):
    """name is made by zip from the files w1.npy and b1.npy, in a time zone of its own."""
    here = os.getcwd()
    with tempfile.TemporaryDirectory() as folder:
        for member, array in (("w1.npy", w1), ("b1.npy", b1)):
            path = os.path.join(folder, "net", member)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            np.save(path, array)
            os.utime(path, (10**9, 10**9))
        subprocess.run("zip -q %s - %s | cat >%s/%s" % (options, members, here, name), shell=True, check=True,
                       cwd=folder if "net" in members else folder + "/net", env={**os.environ, "TZ": "UTC"})


good = [("w1.npy", npy(w1)), ("b1.npy", npy(b1))]
info_zip("zip.npz", "")

# The directory of an archive with more members than this ends in a zip64 record.
zipfile.ZIP_FILECOUNT_LIMIT = 1
write("zip64_end.npz", good)
zipfile.ZIP_FILECOUNT_LIMIT = (1 << 16) - 1

# ---- what is refused ----
info_zip("encrypted.npz", "-P secret")
info_zip("folder.npz", "-0", "net/w1.npy net/b1.npy")
write("bzip2.npz", good, zipfile.ZIP_BZIP2)
write("empty.npz", [])

# Packed data that go on where, as the directory says, the array ends.
write("longer.npz", [("w1.npy", npy(w1) + b"!")], zipfile.ZIP_DEFLATED)
data = bytearray(open("longer.npz", "rb").read())
entry = data.index(b"PK\1\2")
struct.pack_into("<L", data, entry + 24, struct.unpack_from("<L", data, entry + 24)[0] - 1)
open("longer.npz", "wb").write(data)

if torch is not None:
    torch.save({"w": torch.tensor([1.0, 2.0])}, "pytorch.pt")
