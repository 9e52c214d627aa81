"""The tables. Every fact row names the change that brought it; what is superseded keeps standing, ended by a later one.

Days are ordinals (`date.toordinal`), 0 meaning always; terminal times are the terminal's own counts. Both are
integers, so that no query needs a function on an indexed column. A change is what somebody did: changes are
numbered without gaps in time, so "as of change N" is a state of everything that can be asked for again.
"""

from peewee import (
    AutoField,
    BooleanField,
    CompositeKey,
    DatabaseProxy,
    FloatField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)

database = DatabaseProxy()


class Table(Model):
    class Meta:
        database = database
        legacy_table_names = False


class Home(Table):
    """What the home is: key and value."""

    key = TextField(primary_key=True)
    value = TextField()


class Change(Table):
    """One act: who did what when."""

    id = AutoField()
    at = TextField()
    author = TextField()
    act = TextField()


class Fact(Table):
    """A fact somebody entered: valid from the change that brought it until the one that ended it."""

    id = AutoField()
    change = ForeignKeyField(Change, backref="+")
    ended = ForeignKeyField(Change, backref="+", null=True)


class Assignment(Fact):
    """A person's place from a day on, until the day before `until`; `entered` is the change that first said so."""

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


class Terminal(Fact):
    """A terminal's place and address from a day on, until the day before `until`; `entered` as for assignments."""

    name = TextField(index=True)
    host = TextField()
    port = IntegerField()
    udp = BooleanField()
    comm_key = IntegerField()
    floor = TextField()
    since = IntegerField()
    until = IntegerField(null=True)
    entered = IntegerField()


class Device(Table):
    """A piece of hardware, known by its serial number."""

    id = AutoField()
    serial = TextField(unique=True)


class Pull(Table):
    """One reading of one terminal, or the failure of it. Its id is its change's.

    Between `lost_from` and `lost_to` punches may be lost, the device having been replaced or its log cleared.
    """

    id = ForeignKeyField(Change, primary_key=True, backref="+", column_name="id")
    terminal = TextField(index=True)
    device = ForeignKeyField(Device, null=True, backref="+")
    started = TextField(index=True)
    seconds = FloatField()
    error = TextField(default="")
    error_detail = TextField(default="")
    firmware = TextField(default="")
    offset = IntegerField(null=True, index=True)
    horizon = TextField(null=True)
    lost_from = TextField(null=True)
    lost_to = TextField(null=True, index=True)
    records = IntegerField(default=0)
    records_capacity = IntegerField(default=0)
    users = IntegerField(default=0)
    users_capacity = IntegerField(default=0)
    new = IntegerField(default=0)
    known = IntegerField(default=0)
    problems = TextField(default="[]")

    class Meta:
        indexes = ((("terminal", "error"), False),)


class Punch(Table):
    """A record of a terminal's log: append-only. The natural key is the whole identity.

    `device` and `pull` are plain numbers: both rows are made in the same transaction, and looking them up again for
    each of 100,000 records would double the time.
    """

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


class TerminalUser(Table):
    """Who is enrolled on a device, as last read; names for numbers nobody knows."""

    device = ForeignKeyField(Device, backref="+", index=False)
    uid = IntegerField()
    number = TextField()
    name = TextField()

    class Meta:
        primary_key = CompositeKey("device", "uid")
        without_rowid = True


class CalendarEntry(Fact):
    """A day that is not what its weekday says: the state's or the office's own."""

    day = IntegerField(index=True)
    working = BooleanField()
    follows = IntegerField()
    reason = TextField()
    source = TextField()


class CalendarYear(Fact):
    """A year whose calendar is settled, published by the state or confirmed by the office."""

    year = IntegerField(index=True)
    source = TextField()


class Worked(Fact):
    """The office's decision that a silent terminal did work in a window."""

    terminal = TextField()
    day = IntegerField(index=True)
    session = TextField()
    side = TextField()
    reason = TextField()


class RulebookText(Table):
    """A rulebook as it stood when something was judged by it."""

    version = TextField(primary_key=True)
    name = TextField()
    text = TextField()


class Edition(Table):
    """第N版: a posted day. Its change is also the state of all facts that it was judged by; `notes` is what was said of
    the posting itself (late, and until when objections are heard)."""

    change = ForeignKeyField(Change, primary_key=True, backref="+")
    day = IntegerField()
    number = IntegerField()
    rulebook = ForeignKeyField(RulebookText, backref="+")
    facts_digest = TextField()
    complete = BooleanField()
    document = TextField()
    changes = TextField()
    reason = TextField()
    post_changes = TextField(default="[]")
    notes = TextField(default="{}")

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
