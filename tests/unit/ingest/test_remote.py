"""Batches fetched from real servers on loopback."""

from __future__ import annotations

import functools
import http.server
import threading

import pytest

from tests.unit.ingest.test_formats import RECORD, lines
from tests.unit.ingest.zone import ARTICLE
from tradewire.ingest import Landing, read_batch
from tradewire.ingest.remote import fetch, is_remote

obstore = pytest.importorskip("obstore", reason="obstore is not installed")


@pytest.fixture(scope="module")
def bucket():
    moto_server = pytest.importorskip("moto.server", reason="moto's server is not installed")
    threaded = moto_server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    threaded.start()
    try:
        host, port = threaded.get_host_and_port()
        options = {
            "endpoint": f"http://{host}:{port}",
            "access_key_id": "a",
            "secret_access_key": "b",
            "region": "us-east-1",
            "client_options": {"allow_http": True},
            "virtual_hosted_style_request": False,
        }
        import urllib.request

        request = urllib.request.Request(f"http://{host}:{port}/news", method="PUT")
        urllib.request.urlopen(request).read()
        yield options
    finally:
        threaded.stop()


def test_a_prefix_of_a_bucket_becomes_a_batch(bucket, tmp_path):
    store = obstore.store.from_url("s3://news", **bucket)
    obstore.put(store, "drops/may/a.txt", ARTICLE.encode())
    obstore.put(store, "drops/may/deep/b.jsonl", lines(RECORD | {"body": "Another text."}))
    obstore.put(store, "drops/june/c.txt", b"Not of this batch.")
    landing = Landing(tmp_path)
    assert fetch(landing, "s3://news/drops/may", **bucket) == "may"
    found, refused, _ = read_batch(landing, "may")
    assert set(found["source_path"].to_pylist()) == {"a.txt", "deep/b.jsonl#1"} and not refused.num_rows
    before = landing.state("may")
    fetch(landing, "s3://news/drops/may", **bucket)
    assert landing.state("may") == before
    obstore.delete(store, "drops/may/a.txt")
    fetch(landing, "s3://news/drops/may", **bucket)
    assert [f.relative for f in landing.files("may")] == ["deep/b.jsonl"]
    with pytest.raises(FileNotFoundError, match="nothing is at"):
        fetch(landing, "s3://news/none", **bucket)


def test_an_object_that_would_lead_out_stays_in(bucket, tmp_path):
    from tradewire.ingest.remote import _relative

    assert _relative("drops/may/../../out.txt", "drops/may") == "..%2F..%2Fout.txt"


def test_a_page_is_fetched_over_http(tmp_path):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "dump.jsonl").write_bytes(lines(RECORD))
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(tmp_path / "site"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        landing = Landing(tmp_path / "home")
        address = f"http://127.0.0.1:{server.server_port}/dump.jsonl"
        assert is_remote(address) and not is_remote("seeds")
        assert fetch(landing, address, client_options={"allow_http": True}) == "dump.jsonl"
        server.shutdown()
    found, _, _ = read_batch(landing, "dump.jsonl")
    assert found["source_path"].to_pylist() == ["dump.jsonl#1"]
