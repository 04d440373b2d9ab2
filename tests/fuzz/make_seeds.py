#!/usr/bin/env python3
"""Writes the seeds of the fuzz targets below the folder of this file. Standard library only."""

import gzip
import io
import os
import struct
import zipfile
import zlib

HERE = os.path.dirname(os.path.abspath(__file__))


def write(target, name, data):
    folder = os.path.join(HERE, "seeds", target)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, name), "wb") as file:
        file.write(data)


def images(count, rows, cols, content=None):
    if content is None:
        content = bytes((i * 37) % 256 for i in range(count * rows * cols))
    return struct.pack(">IIII", 0x803, count, rows, cols) + content


def labels(content, count=None):
    return struct.pack(">II", 0x801, len(content) if count is None else count) + content


def packed(data, level=9, name=b"", extra=b"", comment=b"", hcrc=False):
    """One gzip member, with whatever a header can have."""
    flags = (8 if name else 0) | (4 if extra else 0) | (16 if comment else 0) | (2 if hcrc else 0)
    head = b"\x1f\x8b\x08" + bytes([flags]) + b"\0\0\0\0\0\x03"
    if extra:
        head += struct.pack("<H", len(extra)) + extra
    for text in (name, comment):
        if text:
            head += text + b"\0"
    if hcrc:
        head += struct.pack("<H", zlib.crc32(head) & 0xffff)
    z = zlib.compressobj(level, zlib.DEFLATED, -15)
    body = z.compress(data) + z.flush()
    return head + body + struct.pack("<II", zlib.crc32(data), len(data) & 0xffffffff)


def npy(descr, shape, numbers, version=1, order=False):
    text = "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }" % (descr, order, shape)
    prefix = 10 if version == 1 else 12
    text = text.ljust(128 - prefix - 1) + "\n"
    length = struct.pack("<H" if version == 1 else "<I", len(text))
    return b"\x93NUMPY" + bytes([version, 0]) + length + text.encode() + numbers


def floats(count, format="<f"):
    return b"".join(struct.pack(format, (i % 7 - 3) / 4) for i in range(count))


def npz(arrays, method=zipfile.ZIP_STORED, comment=b""):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in arrays:
            archive.writestr(zipfile.ZipInfo(name + ".npy"), data, method)
        archive.comment = comment
    return out.getvalue()


def net(sizes, format="<f"):
    """w1 b1 w2 b2 ... from 3 inputs to 2 outputs, as fuzz_npz asks for."""
    descr = format[0] + ("f4" if format[1] == "f" else "f8")
    for i, (inputs, outputs) in enumerate(zip(sizes, sizes[1:]), 1):
        yield "w%d" % i, npy(descr, (inputs, outputs), floats(inputs * outputs, format))
        yield "b%d" % i, npy(descr, "(%d,)" % outputs, floats(outputs, format))


def dataset(descr="|u1", numbers=b"\0\1", name="y_train"):
    """Two training images and one test image, as Keras keeps them."""
    yield "x_train", npy("|u1", "(2, 2, 3)", bytes(range(12)))
    yield name, npy(descr, "(2,)", numbers)
    yield "x_test", npy("|u1", "(1, 2, 3)", bytes(range(6)))
    yield "y_test", npy("|u1", "(1,)", b"\1")


two = images(2, 2, 3)
four = labels(b"\1\2\3\4")
for name, data in [
    ("images", two),
    ("image-1x1", images(1, 1, 1)),
    ("image-64x63", images(1, 64, 63, bytes(4032))),
    ("images-28x28", images(3, 28, 28)),
    ("labels", four),
    ("labels-all", labels(bytes(range(10)))),
    ("label-10", labels(b"\x0a")),
    ("none", images(0, 2, 3, b"")),
    ("cut", two[:-1]),
    ("header-cut", two[:15]),
    ("goes-on", two + b"!"),
    ("most", images(0xffffffff, 64, 64, b"abc")),
    ("most-labels", labels(b"abc", 1 << 30)),
    ("65536x65536", images(1, 65536, 65536, b"abc")),
    ("floats", struct.pack(">IIII", 0xd03, 1, 1, 1) + b"\0\0\0\0"),
    ("four-dimensions", struct.pack(">IIIII", 0x804, 1, 1, 1, 1) + b"\0"),
    ("reversed", struct.pack("<IIII", 0x803, 2, 2, 3) + bytes(12)),
    ("text", b"404: Not Found\n"),
    ("json", b'{"message": "Not Found"}'),
    ("page", b"<!DOCTYPE html><html></html>"),
    ("lfs", b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n"),
    ("tar", b"train".ljust(257, b"\0") + b"ustar\0" + b"00"),
    ("zip", b"PK\3\4" + bytes(26)),
    ("bzip2", b"BZh91AY&SY"),
]:
    write("idx", name, data)

good = packed(two)
for name, data in [
    ("images", good),
    ("labels", packed(four)),
    ("stored", packed(two, 0)),
    ("two-members", packed(two[:20]) + packed(two[20:])),
    ("empty-member", packed(b"") + good + packed(b"")),
    ("all-flags", packed(two, 9, b"name", b"AB\2\0xy", b"comment", True)),
    ("bomb", packed(labels(b"\1\2") + bytes(1 << 18))),
    ("bomb-promised", packed(labels(bytes(1 << 18)))),
    ("most", packed(images(0xffffffff, 64, 64, b"abc"))),
    ("cut", good[:-9]),
    ("trailing", good + b"hello"),
    ("twice", packed(good)),
    ("wrong-sum", good[:-8] + b"\0" + good[-7:]),
    ("not-packed", four),
    ("python", gzip.compress(images(3, 28, 28), mtime=0)),
]:
    write("gzip", name, data)

for name, data in [
    ("net.npz", npz(net([3, 2, 2]))),
    ("net-deep.npz", npz(net([3, 1, 2, 1, 2]))),
    ("net-double.npz", npz(net([3, 2, 2], ">d"))),
    ("net-packed.npz", npz(net([3, 4, 2]), zipfile.ZIP_DEFLATED)),
    ("comment.npz", npz(net([3, 2, 2]), comment=b"comment")),
    ("empty.npz", npz([])),
    ("nan.npz", npz([("w1", npy("<f4", "(1,)", b"\0\0\xc0\x7f"))])),
    ("bomb.npz", npz([("w1", npy("<f4", "(65536,)", bytes(1 << 18)))], zipfile.ZIP_DEFLATED)),
    ("set.npz", npz(dataset())),
    ("set-packed.npz", npz(dataset(), zipfile.ZIP_DEFLATED)),
    ("set-wide-labels.npz", npz(dataset("<i8", struct.pack("<qq", 0, 1)))),
    ("set-big-endian.npz", npz(dataset(">u2", struct.pack(">HH", 1, 0), "train_labels"))),
    ("single.npy", npy("<f4", "(1,)", floats(1))),
]:
    write("npz", name, data)

hash_ = "0123456789abcdef" * 4
for name, data in [
    ("small", "set a\nclasses x, y\n"),
    ("all", "# of us\nset My set\nclasses a, b, c\nimages 10 5\nsize 28 28\nsums 00000000 11111111 "
            "22222222 33333333\npacked %s %s %s %s\n" % (hash_, hash_, hash_, hash_)),
    ("letters", "set letters\r\nclasses A,B\r\nfirst-label 1\r\ntransposed\r\n"),
    ("two-sets", "set one\nimages 1 1\n\nset two\nsize 64 64\n"),
    ("no-set", "classes a, b\n"),
    ("labels-beyond", "set a\nclasses a, b\nfirst-label 63\n"),
    ("together", "set a\ntransposed\nsums 00000000 00000000 00000000 00000000\n"),
    ("long-line", "set " + "a" * 1100 + "\n"),
    ("quote", 'set "a"\n'),
    ("zero", "set a\0\n"),
    ("many-classes", "set a\nclasses " + ", ".join(map(str, range(65))) + "\n"),
    ("many-sets", "set a\n" * 65),
]:
    write("manifest", name, data.encode())

for name, data in [
    ("reply", b"\x02\x1b[A\x1b]11;rgb:1414/1919/1f1f\x1b\\q"),
    ("paste", b"\x02\x1b[200~rm mnist.gz\x1b[201~\x1b[<0;5;4M"),
    ("console", b"\x06\x1b\x1b[[A\xc2\x9dx\xc2\x9c\xc3\xa9"),
]:
    write("input", name, data)
