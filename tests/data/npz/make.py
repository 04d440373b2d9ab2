#!/usr/bin/python3
"""Makes the .npz files of this folder again (see README)."""
import io
import struct
import zipfile

import numpy as np

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
