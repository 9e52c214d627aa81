"""The tables of what the office enters by hand, and of rulebooks adopted from a day on."""

from peewee import BooleanField, CompositeKey, ForeignKeyField, IntegerField, TextField

from store.tables import Fact, RulebookText, Table


class LeaveSlip(Fact):
    """A request for leave as it was filed; what happened to it since stands in its acts.

    `first` and `last` are half-days: twice the day's ordinal, and one more for the afternoon. `chain` holds the
    signatures it needed when it was requested, `counted` the half-days, with adjoining leaves, that decided them.
    """

    number = TextField(index=True)
    kind = TextField()
    first = IntegerField()
    last = IntegerField(index=True)
    cover = TextField()
    filed = IntegerField()
    reason = TextField()
    handover = BooleanField()
    chain = TextField()
    counted = IntegerField()
    scan = TextField()


class LeaveAct(Fact):
    """What was done about a leave: approve, opinion, file, reject, handover, close, cancel.

    `day` is the ordinal of the signature; for a closing `half` is the half-day of the return.
    """

    slip = ForeignKeyField(LeaveSlip, backref="+")
    act = TextField()
    role = TextField()
    by = TextField()
    day = IntegerField()
    half = IntegerField(null=True)
    opinion = TextField()
    scan = TextField()


class Outing(Fact):
    """An outing; times are seconds of the day. `slip` is its number: closing it makes a new version of one slip."""

    slip = IntegerField(index=True)
    number = TextField()
    day = IntegerField(index=True)
    at = IntegerField()
    back = IntegerField()
    closed = IntegerField(null=True)
    reason = TextField()


class StepAway(Fact):
    """A step-away, as an outing."""

    slip = IntegerField(index=True)
    number = TextField()
    day = IntegerField(index=True)
    at = IntegerField()
    closed = IntegerField(null=True)
    cover = TextField()
    reported = BooleanField()


class Correction(Fact):
    """A certified punch (`kind` punch), or a sign-in sheet of a floor from `first` to `last` (`kind` sheet)."""

    kind = TextField()
    number = TextField()
    floor = TextField()
    day = IntegerField(index=True)
    first = IntegerField()
    last = IntegerField()
    reason = TextField()
    witness = TextField()
    revoked = TextField(default="")


class SheetLine(Table):
    """Who signed a sheet, and when."""

    sheet = ForeignKeyField(Correction, backref="+")
    number = TextField()
    second = IntegerField()

    class Meta:
        primary_key = CompositeKey("sheet", "number", "second")
        without_rowid = True


class Substitute(Fact):
    """A named substitute of a post; days inclusive."""

    number = TextField()
    post = TextField()
    first = IntegerField()
    last = IntegerField()


class Duty(Fact):
    """A person's duty shift on a day."""

    number = TextField()
    day = IntegerField(index=True)
    shift = TextField()


class Adoption(Fact):
    """A rulebook in force from a day on."""

    since = IntegerField()
    rulebook = ForeignKeyField(RulebookText, backref="+")


TABLES = (LeaveSlip, LeaveAct, Outing, StepAway, Correction, SheetLine, Substitute, Duty, Adoption)
