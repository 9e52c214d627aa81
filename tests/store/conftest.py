from collections.abc import Iterator
from pathlib import Path

import pytest
from store_cases import NOW

from store.database import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.create(tmp_path / "zaigang.db", NOW, training=False)
    yield opened
    opened.close()
