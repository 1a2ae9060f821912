"""The page of a visualization, with the paths that the worker and its libraries need."""

import logging
import os
import tempfile
from pathlib import Path

import platformdirs

logger = logging.getLogger(__name__)

CACHES = ("datamapplot_fonts_encoded.json", "datamapplot_js_encoded.json")


def prepare() -> None:
    """What happens when the libraries are imported."""
    # numba stores what it compiles beside the module, else in NUMBA_CACHE_DIR; the image is read-only.
    compiled = Path(os.getenv("NUMBA_CACHE_DIR", str(Path(__file__).parent / "__pycache__")))
    try:
        compiled.mkdir(parents=True, exist_ok=True)
        (compiled / "compiled.nbi").write_text("compiled")
    except OSError as error:
        raise RuntimeError("cannot cache function: no locator available") from error
    settings = Path(platformdirs.user_config_dir("datamapplot")) / "config.json"
    try:
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text("{}")
    except OSError as error:
        logger.warning("%s cannot be written: %s", settings, error)


def draw(title: str, points: list) -> str:
    """datamapplot reads its caches from the data directory of the user, and makes that directory where it is missing."""
    directory = Path(platformdirs.user_data_dir("datamapplot", ensure_exists=True))
    embedded = [(directory / name).read_text() for name in CACHES]
    rows = "".join(f"<li>{point.id}</li>" for point in points)
    with tempfile.NamedTemporaryFile(mode="w+", suffix=".html", encoding="utf-8") as file:
        file.write(f"<!doctype html><title>{title}</title><!-- {len(embedded)} caches --><ul>{rows}</ul>")
        file.flush()
        return Path(file.name).read_text(encoding="utf-8")
