import pytest

from tests.images import image_file


@pytest.fixture
def folder(media, tmp_path):
    """Pictures of the old website, and one that lies outside."""
    folder = tmp_path / "uploads"
    (folder / "2020/10").mkdir(parents=True)
    (folder / "2021").mkdir()
    for name, width in {
        "2020/10/messe.jpg": 400,
        "2020/10/gleich.png": 300,
        "2021/gleich.png": 500,
        "Bündnis Ruhr.PNG": 320,
        "klein-300x200.png": 310,
    }.items():
        (folder / name).write_bytes(image_file(size=(width, 200)))
    (folder / "kaputt.jpg").write_bytes(image_file("JPEG")[:300])
    (folder / "zeichnung.svg").write_bytes(b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    (tmp_path / "geheim.png").write_bytes(image_file())
    (folder / "link.png").symlink_to(tmp_path / "geheim.png")
    (tmp_path / "daneben").mkdir()
    (tmp_path / "daneben/weit.png").write_bytes(image_file())
    (folder / "ordner").symlink_to(tmp_path / "daneben")
    return folder
