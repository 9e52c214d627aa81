"""Reading and storing a terminal of 100,000 records, against the bare transfer of those bytes."""

import socket
from datetime import datetime, timedelta
from multiprocessing import Event, Process, Queue
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from attendance.records import Address, Reading, TerminalUser
from benchmarks.measure import interleaved, report
from devices.emulator import Emulator
from devices.terminal import read_terminal
from store.database import Store, record_change
from store.pulls import Attempt, store_reading

RECORDS, PEOPLE, ROUNDS = 100_000, 500, 7
NOW = datetime(2026, 11, 20, 18)


def terminal(addresses: Any, done: Any) -> None:
    """A terminal in a process of its own, as it would be."""
    users = [TerminalUser(uid, str(1000 + uid), f"人员{uid}") for uid in range(1, PEOPLE + 1)]
    start = NOW - timedelta(seconds=100 * RECORDS)
    log = [(str(1001 + n % PEOPLE), start + timedelta(seconds=100 * n)) for n in range(RECORDS)]
    with Emulator("BENCH1", users=users, log=log, clock=lambda: NOW) as emulator:
        addresses.put(emulator.address)
        done.wait()


def sender(addresses: Any, size: int) -> None:
    """Sends as many bytes to whoever connects, without any protocol."""
    content = bytes(size)
    with socket.create_server(("127.0.0.1", 0)) as server:
        addresses.put(server.getsockname())
        while True:
            connection, _ = server.accept()
            with connection:
                connection.sendall(content)


def receive(address: tuple[str, int], size: int) -> int:
    """The bare transfer."""
    received = 0
    with socket.create_connection(address) as connection:
        while received < size:
            received += len(connection.recv(65536))
    return received


class Stores:
    """Fresh stores for storing once, and one that holds the log already."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.count = folder, 0

    def keep(self, store: Store, reading: Reading) -> None:
        with store.transaction():
            change = record_change(NOW, "bench", "pull")
            store_reading(change, Attempt("F1", NOW, 0.0), reading, [])

    def fresh(self) -> Store:
        self.count += 1
        return Store.create(self.folder / f"{self.count}.db", NOW, training=True)


def main() -> None:
    addresses: Any = Queue()
    done = Event()
    Process(target=terminal, args=(addresses, done), daemon=True).start()
    address: Address = addresses.get()
    size = 40 * RECORDS + 4
    Process(target=sender, args=(addresses, size), daemon=True).start()
    bare = addresses.get()
    reading = read_terminal(address, lambda: NOW)
    assert len(reading.punches) == RECORDS
    with TemporaryDirectory() as folder:
        stores = Stores(Path(folder))

        def first() -> None:
            stores.keep(store, read_terminal(address, lambda: NOW))

        def transfer() -> None:
            receive(bare, size)

        seconds: dict[str, list[float]] = {}
        for _ in range(ROUNDS):
            store = stores.fresh()
            candidates = {
                "bare transfer": transfer,
                "read, nothing stored": lambda: read_terminal(address, lambda: NOW),
            }
            candidates |= {"read and store, new": first, "read and store, the same log again": first}
            for name, found in interleaved(candidates, 1).items():
                seconds.setdefault(name, []).append(found)
            store.close()
    done.set()
    medians = {name: sorted(found)[len(found) // 2] for name, found in seconds.items()}
    report(f"{RECORDS:,} records of 40 bytes over TCP ({size / 1e6:.1f} MB)", medians)


if __name__ == "__main__":
    main()
