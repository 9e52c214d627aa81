"""The first tables, as they were when this migration was written; never edited afterwards."""

from typing import Any

from peewee import (
    AutoField,
    BooleanField,
    CompositeKey,
    FloatField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)


class Frozen(Model):
    class Meta:
        legacy_table_names = False


class Home(Frozen):
    key = TextField(primary_key=True)
    value = TextField()


class Change(Frozen):
    id = AutoField()
    at = TextField()
    author = TextField()
    act = TextField()


class Entered(Frozen):
    id = AutoField()
    change = ForeignKeyField(Change, backref="+")
    ended = ForeignKeyField(Change, backref="+", null=True)


class Assignment(Entered):
    number = TextField(index=True)
    name = TextField()
    unit = TextField()
    post = TextField()
    role = TextField()
    group = TextField()
    floor = TextField()
    title = TextField()
    terminal_number = TextField()
    since = IntegerField()
    until = IntegerField(null=True)
    entered = IntegerField()


class Terminal(Entered):
    name = TextField(index=True)
    host = TextField()
    port = IntegerField()
    udp = BooleanField()
    comm_key = IntegerField()
    floor = TextField()
    since = IntegerField()
    until = IntegerField(null=True)
    entered = IntegerField()


class Device(Frozen):
    id = AutoField()
    serial = TextField(unique=True)


class Pull(Frozen):
    id = ForeignKeyField(Change, primary_key=True, backref="+", column_name="id")
    terminal = TextField(index=True)
    device = ForeignKeyField(Device, null=True, backref="+")
    started = TextField()
    seconds = FloatField()
    error = TextField(default="")
    error_detail = TextField(default="")
    firmware = TextField(default="")
    offset = IntegerField(null=True, index=True)
    horizon = TextField(null=True)
    lost_from = TextField(null=True)
    lost_to = TextField(null=True)
    records = IntegerField(default=0)
    records_capacity = IntegerField(default=0)
    users = IntegerField(default=0)
    users_capacity = IntegerField(default=0)
    new = IntegerField(default=0)
    known = IntegerField(default=0)
    problems = TextField(default="[]")


class Punch(Frozen):
    device = IntegerField()
    at = IntegerField()
    user = TextField()
    state = IntegerField()
    ordinal = IntegerField()
    verify = IntegerField()
    number = TextField()
    pull = IntegerField()

    class Meta:
        primary_key = CompositeKey("device", "at", "user", "state", "ordinal")
        without_rowid = True


class TerminalUser(Frozen):
    device = ForeignKeyField(Device, backref="+", index=False)
    uid = IntegerField()
    number = TextField()
    name = TextField()

    class Meta:
        primary_key = CompositeKey("device", "uid")
        without_rowid = True


class CalendarEntry(Entered):
    day = IntegerField(index=True)
    working = BooleanField()
    follows = IntegerField()
    reason = TextField()
    source = TextField()


class CalendarYear(Entered):
    year = IntegerField(index=True)
    source = TextField()


class Worked(Entered):
    terminal = TextField()
    day = IntegerField(index=True)
    session = TextField()
    side = TextField()
    reason = TextField()


class RulebookText(Frozen):
    version = TextField(primary_key=True)
    name = TextField()
    text = TextField()


class Edition(Frozen):
    change = ForeignKeyField(Change, primary_key=True, backref="+")
    day = IntegerField()
    number = IntegerField()
    rulebook = ForeignKeyField(RulebookText, backref="+")
    facts_digest = TextField()
    complete = BooleanField()
    document = TextField()
    changes = TextField()
    reason = TextField()

    class Meta:
        indexes = ((("day", "number"), True),)


TABLES = (
    Home,
    Change,
    Assignment,
    Terminal,
    Device,
    Pull,
    Punch,
    TerminalUser,
    CalendarEntry,
    CalendarYear,
    Worked,
    RulebookText,
    Edition,
)


def up(_migrator: Any, db: Any) -> None:
    """Create the tables; what was read and what was posted cannot be altered, by no program."""
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)
    for table in ("punch", "edition"):
        for act in ("UPDATE", "DELETE"):
            db.execute_sql(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table}"
                f" BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
