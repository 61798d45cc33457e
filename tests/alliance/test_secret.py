from concurrent.futures import ThreadPoolExecutor

from alliance.secret import local_secret


def test_all_who_ask_at_once_get_the_same_secret_which_only_the_owner_reads(tmp_path):
    path = tmp_path / "var/secret-key"

    with ThreadPoolExecutor(8) as pool:
        secrets = set(pool.map(local_secret, [path] * 8))

    assert secrets == {path.read_text()}
    assert len(path.read_text()) >= 50
    assert path.stat().st_mode & 0o777 == 0o600
    assert [path.name] == [each.name for each in path.parent.iterdir()]
