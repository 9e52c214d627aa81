"""The tables of the morning: who runs it, what ran, what the office confirmed, and objections to what was posted.

Leases and runs are no facts: no verdict ever rests on them, and nothing but the morning reads them.
"""

from peewee import AutoField, BooleanField, CompositeKey, FloatField, ForeignKeyField, IntegerField, TextField

from store.tables import Fact, Table


class Lease(Table):
    """Who may do something that only one may do at a time. Times are the machine's own, in seconds."""

    name = TextField(primary_key=True)
    token = TextField()
    host = TextField()
    process = IntegerField()
    born = FloatField()
    expires = FloatField()


class JobRun(Table):
    """A step of the morning that ran; `day` is the ordinal of the office day on which it did."""

    id = AutoField()
    kind = TextField()
    day = IntegerField(index=True)
    started = TextField()
    ended = TextField()
    outcome = TextField()
    detail = TextField()


class Confirmation(Fact):
    """The office looked at the draft of a day and confirmed it; `digest` says what it looked like then."""

    day = IntegerField(index=True)
    digest = TextField()


class Objection(Fact):
    """申诉: somebody objects to a posted verdict; an empty session means the whole day."""

    number = TextField()
    day = IntegerField(index=True)
    edition = IntegerField()
    session = TextField()
    said = TextField()
    by = TextField()
    on = IntegerField()


class ObjectionDecision(Fact):
    """What was decided about an objection, by whom and why; `edition` is the new edition it led to."""

    objection = ForeignKeyField(Objection, backref="+")
    upheld = BooleanField()
    reason = TextField()
    by = TextField()
    on = IntegerField()
    edition = IntegerField(null=True)


class EditionUnit(Table):
    """Which units an edition lists; `edition` is its change."""

    edition = IntegerField()
    unit = TextField()

    class Meta:
        primary_key = CompositeKey("edition", "unit")
        without_rowid = True


TABLES = (Lease, JobRun, Confirmation, Objection, ObjectionDecision, EditionUnit)
