"""What the office enters by hand, and rulebooks adopted from a day on; never edited afterwards."""

from typing import Any

from peewee import (
    AutoField,
    BooleanField,
    CompositeKey,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)


class Frozen(Model):
    class Meta:
        legacy_table_names = False


class Change(Frozen):
    id = AutoField()


class RulebookText(Frozen):
    version = TextField(primary_key=True)


class Entered(Frozen):
    id = AutoField()
    change = ForeignKeyField(Change, backref="+")
    ended = ForeignKeyField(Change, backref="+", null=True)


class LeaveSlip(Entered):
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


class LeaveAct(Entered):
    slip = ForeignKeyField(LeaveSlip, backref="+")
    act = TextField()
    role = TextField()
    by = TextField()
    day = IntegerField()
    half = IntegerField(null=True)
    opinion = TextField()
    scan = TextField()


class Outing(Entered):
    slip = IntegerField(index=True)
    number = TextField()
    day = IntegerField(index=True)
    at = IntegerField()
    back = IntegerField()
    closed = IntegerField(null=True)
    reason = TextField()


class StepAway(Entered):
    slip = IntegerField(index=True)
    number = TextField()
    day = IntegerField(index=True)
    at = IntegerField()
    closed = IntegerField(null=True)
    cover = TextField()
    reported = BooleanField()


class Correction(Entered):
    kind = TextField()
    number = TextField()
    floor = TextField()
    day = IntegerField(index=True)
    first = IntegerField()
    last = IntegerField()
    reason = TextField()
    witness = TextField()
    revoked = TextField(default="")


class SheetLine(Frozen):
    sheet = ForeignKeyField(Correction, backref="+")
    number = TextField()
    second = IntegerField()

    class Meta:
        primary_key = CompositeKey("sheet", "number", "second")
        without_rowid = True


class Substitute(Entered):
    number = TextField()
    post = TextField()
    first = IntegerField()
    last = IntegerField()


class Duty(Entered):
    number = TextField()
    day = IntegerField(index=True)
    shift = TextField()


class Adoption(Entered):
    since = IntegerField()
    rulebook = ForeignKeyField(RulebookText, backref="+")


NEW = (LeaveSlip, LeaveAct, Outing, StepAway, Correction, SheetLine, Substitute, Duty, Adoption)


def up(_migrator: Any, db: Any) -> None:
    """Create the tables; editions also keep which posts they change."""
    with db.bind_ctx((Change, RulebookText, *NEW)):
        db.create_tables(NEW, safe=False)
    db.execute_sql("ALTER TABLE edition ADD COLUMN post_changes TEXT NOT NULL DEFAULT '[]'")
