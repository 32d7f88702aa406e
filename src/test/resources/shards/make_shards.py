"""Makes the archives beside it, with GNU tar and with Python's tarfile. All have the same members.
usage: make_shards.py  (in this directory; needs GNU tar)"""
import gzip, io, os, shutil, subprocess, tarfile, tempfile

LONG = "train/" + "x" * 150
MEMBERS = [
    ("train/README", b"no sample"),
    ("train/._0.jpg", b"of a Mac"),
    ("train/0.jpg", b"image 0"),
    ("train/0.cls", b"7\n"),
    ("train/0.json", b'{"n": 0}'),
    ("train/0.txt", "z\u00e9ro".encode()),
    ("train/0.seg.png", b"mask 0"),
    (LONG + ".png", b"image 1"),
    (LONG + ".cls", b"3"),
    ("train/\u00fc.JPG", b"image 2"),
]


def python(name, form):
    with tarfile.open(name, "w", format=form) as tar:
        directory = tarfile.TarInfo("train/")
        directory.type = tarfile.DIRTYPE
        tar.addfile(directory)
        for path, content in MEMBERS:
            member = tarfile.TarInfo(path)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))


def gnu(name, form):
    with tempfile.TemporaryDirectory() as root:
        os.mkdir(root + "/train")
        for path, content in MEMBERS:
            with open(os.path.join(root, path), "wb") as out:
                out.write(content)
        subprocess.run(
            ["tar", "-cf", os.path.abspath(name), "--format=" + form, "--owner=0", "--group=0", "--mtime=@0", "--no-recursion", "-C", root, "train/"]
            + [path for path, _ in MEMBERS], check=True)


python("python_pax.tar", tarfile.PAX_FORMAT)
python("python_gnu.tar", tarfile.GNU_FORMAT)
gnu("gnu.tar", "gnu")
gnu("posix.tar", "posix")
with open("gnu.tar", "rb") as plain, open("gnu.tar.gz", "wb") as out:
    out.write(gzip.compress(plain.read(), mtime=0))

with tempfile.TemporaryDirectory() as root:
    with open(root + "/0.png", "wb") as out:
        out.truncate(1 << 20)
        out.seek(1 << 19)
        out.write(b"image")
    subprocess.run(["tar", "-cf", os.path.abspath("sparse.tar"), "--sparse", "--owner=0", "--group=0", "--mtime=@0", "-C", root, "0.png"], check=True)
    with open("sparse.tar", "rb") as plain:
        content = plain.read()
    with open("sparse.tar.gz", "wb") as out:
        out.write(gzip.compress(content, mtime=0))
    os.remove("sparse.tar")
