"""Files that nobody vouches for: one that cannot be read is set aside with its remedy, the others load."""

from __future__ import annotations

import datetime as dt
import os
import resource
import stat
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from data import queries
from data.build.pipeline import BuildResult, build_store
from data.check import find_problems
from data.errors import UnreadableFileError, is_disk_full
from data.sources.digest import Digests
from data.sources.finding import inputs, visible
from data.sources.unzipping import DEPTH_LIMIT, Unzipping
from data.store import Store
from tests.integration.street_files import street_rows, write_places, write_street

NOW = dt.datetime(2024, 4, 2, tzinfo=dt.UTC)
CSP = Path(sys.executable).with_name("csp")


@pytest.fixture
def places(tmp_path: Path) -> Path:
    """The boundaries and lookups of two districts."""
    return write_places(tmp_path / "places")


def _build(store: Path, *paths: Path) -> BuildResult:
    return build_store(list(paths), folder=store, clock=lambda: NOW)


def _street(folder: Path, month: str = "2024-02", *, rows: int = 40) -> Path:
    return write_street(folder, month, street_rows(month, rows=rows, seed=5))


def _found(path: Path, unpack: Path) -> dict[str, str | None]:
    files = inputs([path], unpack=unpack, digests=Digests())
    return {file.name: file.fault.reason if file.fault else None for file in files}


def _link(archive: zipfile.ZipFile, name: str, target: str) -> None:
    entry = zipfile.ZipInfo(name)
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    archive.writestr(entry, target)


def test_what_is_dangerous_in_a_zip_stays_in_it_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "kent.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("good.csv", "a,b\n1,2\n")
        archive.writestr("../../outside.csv", "a,b\n")
        archive.writestr("/etc/outside.csv", "a,b\n")
        _link(archive, "link.csv", "/etc/passwd")
        archive.writestr("bomb.csv", b"0" * (40 * 2**20))
        archive.writestr("lzma.csv", "a,b\n", compress_type=zipfile.ZIP_LZMA)
        archive.writestr("folder", "a,b\n")
        archive.writestr("folder/inside.csv", "a,b\n")
        archive.writestr("x" * 300 + ".csv", "a,b\n")
        archive.writestr("__MACOSX/._good.csv", "not of interest")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("good.csv", "a,b\n3,4\n")
    files = inputs([path], unpack=tmp_path / "unpacked", digests=Digests())
    good = [file.fault and file.fault.reason for file in files if file.name.endswith("good.csv")]
    assert good == ["the zip holds this name twice", None]
    found = {file.name: file.fault and file.fault.reason for file in files if "good" not in file.name}
    reasons = {name.removeprefix("kent.zip/")[:12]: reason for name, reason in found.items()}
    assert reasons == {
        "../../outsid": "its path leads out of the zip",
        "/etc/outside": "its path leads out of the zip",
        "link.csv": "it is a link, not a file",
        "bomb.csv": reasons["bomb.csv"],
        "lzma.csv": "it is packed in a way this program does not unpack",
        "folder": None,
        "folder/insid": reasons["folder/insid"],
        "x" * 12: "it cannot be unpacked (File name too long)",
    }
    assert str(reasons["bomb.csv"]).endswith("times its size")
    assert str(reasons["folder/insid"]).startswith("it cannot be unpacked (")
    assert not list(tmp_path.rglob("outside.csv"))
    (unpacked,) = (tmp_path / "unpacked").iterdir()
    assert sorted(path.name for path in unpacked.iterdir()) == ["__MACOSX", "folder", "good.csv"]
    assert (unpacked / "good.csv").read_text() == "a,b\n1,2\n", "the first of two of one name is read"


def test_an_encrypted_or_damaged_entry_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    path = tmp_path / "kent.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("first.csv", "second.csv", "third.csv"):
            archive.writestr(name, f"{name},b\n" + "1,2\n" * 400)
    content = bytearray(path.read_bytes())
    # The flag of encryption in the directory's first entry and before its data; a byte of the second's data.
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    second = content.index(b"second.csv") + len(b"second.csv")
    content[second + 20] ^= 0xFF
    path.write_bytes(content)
    found = _found(path, tmp_path / "unpacked")
    assert found["kent.zip/first.csv"] == "it is encrypted"
    assert str(found["kent.zip/second.csv"]).startswith("it cannot be unpacked (")
    assert found["kent.zip/third.csv"] is None


def test_no_more_is_unpacked_than_the_directory_says(tmp_path: Path) -> None:
    path = tmp_path / "sly.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", b"0" * 2**20)
    content = bytearray(path.read_bytes())
    central = content.index(b"PK\x01\x02")
    content[central + 24 : central + 28] = struct.pack("<I", 1000)
    path.write_bytes(content)
    assert str(_found(path, tmp_path / "unpacked")["sly.zip/a.csv"]).startswith(
        "it cannot be unpacked (Bad CRC"
    )
    assert not list((tmp_path / "unpacked").rglob("a.csv"))


def test_zips_of_one_build_are_bounded_together_and_in_depth(tmp_path: Path) -> None:
    path = tmp_path / "0.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("deep.csv", "a,b\n1,2\n")
    for number in range(1, DEPTH_LIMIT + 2):
        outer = tmp_path / f"{number}.zip"
        with zipfile.ZipFile(outer, "w") as archive:
            archive.write(path, path.name)
        path = outer
    ((name, reason),) = _found(path, tmp_path / "unpacked").items()
    assert (name, reason) == ("4.zip/3.zip/2.zip/1.zip", f"it is a zip within {DEPTH_LIMIT} others")
    small = tmp_path / "small.zip"
    with zipfile.ZipFile(small, "w") as archive:
        archive.writestr("a.csv", b"0" * 700)
    unzipping = Unzipping(tmp_path / "bounded", limit=1000)
    assert unzipping.unzip(small, name="a", depth=0)[1] is not None
    ((refused,), folder) = unzipping.unzip(small, name="b", depth=0)
    assert (folder, refused.fault is not None) == (None, True)


def test_a_folder_of_odd_things_is_walked_to_its_end(tmp_path: Path) -> None:
    folder = tmp_path / "odd"
    (folder / "name.csv").mkdir(parents=True)
    (folder / "name.csv" / "inside.csv").write_text("a,b\n")
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "gone.csv").symlink_to(folder / "never")
    os.mkfifo(folder / "pipe.csv")
    (folder / "broken.zip").write_bytes(b"PK\x03\x04 and then nothing")
    (folder / "red\x1b[31m\u202e\n.csv").write_text("a,b\n")
    (folder / os.fsdecode(b"caf\xe9.csv")).write_text("a,b\n")
    (folder / "said.zip").write_bytes(b"PK")
    (folder / "said.zip.yaml").write_text("a: b: c")
    assert _found(folder, tmp_path / "unpacked") == {
        "odd/broken.zip": "the zip cannot be read (File is not a zip file)",
        "odd/caf\\udce9.csv": None,
        "odd/gone.csv": "it is no file that can be read",
        "odd/loop": "it leads back to a folder that it lies in",
        "odd/name.csv/inside.csv": None,
        "odd/pipe.csv": "it is no file that can be read",
        "odd/red\\x1b[31m\\u202e\\n.csv": None,
        "odd/said.zip": "the zip cannot be read (File is not a zip file)",
    }
    assert visible("Tŷ-du — ½ (2).csv") == "Tŷ-du — ½ (2).csv"


def test_one_bad_file_does_not_keep_the_others_out(tmp_path: Path, places: Path) -> None:
    given = tmp_path / "given"
    _street(given)
    (given / "broken.zip").write_bytes(b"PK\x03\x04 and then nothing")
    (given / "broken.geojson").write_text('{"type": "FeatureCollection", "features": [')
    (given / "[red]odd[blue].csv :smile: [bold]").write_text("who,what\nme,this\n")
    (given / "sidecar.csv").write_text("period,area,measure,value\n2024-01,Alder,all_crime,5\n")
    (given / "sidecar.csv.yaml").write_text("a: b: c")
    store = tmp_path / "store"
    ended = subprocess.run([CSP, "build", "--store", store, places, given], capture_output=True, text=True)
    assert (ended.returncode, ended.stderr.strip()) == (0, "")
    lines = ended.stdout.splitlines()
    for name, reason in {
        "broken.zip": "the zip cannot be read",
        "broken.geojson": "it is not whole JSON",
        "[red]odd[blue].csv :smile: [bold]": "not a kind of file this program reads",
        "sidecar.csv": "its sidecar sidecar.csv.yaml is not YAML",
    }.items():
        said = [line for line in lines if line.startswith(f"given/{name} is set aside whole: {reason}")]
        assert len(said) == 1, (name, ended.stdout)
        assert "What to do: " in said[0]
    snapshot = Store(store).snapshot()
    files = queries.get_files(snapshot).set_index("name")
    assert files.loc["given/2024-02/2024-02-wold-street.csv", "rows_loaded"] == 40
    assert find_problems(snapshot) == []


def test_where_no_file_can_be_used_nothing_is_published(tmp_path: Path, places: Path) -> None:
    store = tmp_path / "store"
    _build(store, places)
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04 and then nothing")
    (tmp_path / "empty.csv").write_bytes(b"")
    with pytest.raises(UnreadableFileError, match=r"(?s)broken\.zip.*What to do.*empty\.csv.*What to do"):
        _build(store, tmp_path / "broken.zip", tmp_path / "empty.csv")
    with pytest.raises(UnreadableFileError, match=r"no such file.*What to do"):
        _build(store, places, tmp_path / "mistyped.csv")
    assert Store(store).snapshot().version == "v00001"


def _limited(size: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def test_a_full_disk_is_said_and_nothing_is_broken(tmp_path: Path, places: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", disk], capture_output=True, text=True
    )
    if mounted.returncode:
        pytest.skip(f"a small disk cannot be mounted here: {mounted.stderr.strip()}")
    try:
        store = disk / "store"
        _build(store, places, _street(tmp_path / "first"))
        before = (Store(store).snapshot().version, sorted(store.rglob("*.*")))
        for month in ("2023-11", "2023-12", "2024-01", "2024-02"):
            _street(tmp_path / "second", month, rows=60_000)
        for left in (0, 400, 4_000, 12_000):
            room = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
            (disk / "filler").write_bytes(b"0" * max(room - left * 1024, 0))
            ended = subprocess.run(
                [CSP, "build", "--store", store, tmp_path / "second"], capture_output=True, text=True
            )
            assert (ended.returncode, "Traceback" in ended.stderr) == (1, False), (left, ended.stderr)
            assert "is full. What to do: make room on the disk" in ended.stderr, (left, ended.stderr)
            (disk / "filler").unlink()
            snapshot = Store(store).snapshot()
            assert (snapshot.version, sorted(store.rglob("*.*"))) == before
            assert find_problems(snapshot) == []
    finally:
        subprocess.run(["umount", "--lazy", disk], check=True)


def test_a_limit_on_the_size_of_files_is_said_like_a_full_disk(tmp_path: Path, places: Path) -> None:
    store = tmp_path / "store"
    _build(store, places)
    street = _street(tmp_path / "street", rows=3000)
    ended = subprocess.run(
        [CSP, "build", "--store", store, street],
        capture_output=True,
        text=True,
        preexec_fn=lambda: _limited(100_000),
    )
    assert (ended.returncode, "Traceback" in ended.stderr) == (1, False), ended.stderr
    assert "What to do: make room on the disk" in ended.stderr
    assert find_problems(Store(store).snapshot()) == []
    assert is_disk_full(OSError(28, "x"))
    assert not is_disk_full(OSError(13, "x"))


def test_two_builds_at_once_through_the_command_line(tmp_path: Path, places: Path) -> None:
    store = tmp_path / "store"
    for month in ("2023-11", "2023-12", "2024-01", "2024-02"):
        _street(tmp_path / "street", month, rows=20_000)
    command = [CSP, "build", "--store", store, places, tmp_path / "street"]
    builds = [
        subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    said = [build.communicate()[1] for build in builds]
    codes = [build.returncode for build in builds]
    assert (codes.count(0) >= 1, set(codes) <= {0, 75}, 75 in codes) == (True, True, True), (codes, said)
    for code, words in zip(codes, said, strict=True):
        if code == 75:
            assert "another build is writing to" in words
            assert "What to do: wait until it has ended" in words
    assert find_problems(Store(store).snapshot()) == []
