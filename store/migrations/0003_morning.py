"""What the morning needs: leases, what ran, confirmed drafts, objections, and which units an edition lists."""

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


class Change(Frozen):
    id = AutoField()


class Entered(Frozen):
    id = AutoField()
    change = ForeignKeyField(Change, backref="+")
    ended = ForeignKeyField(Change, backref="+", null=True)


class Lease(Frozen):
    name = TextField(primary_key=True)
    token = TextField()
    host = TextField()
    process = IntegerField()
    born = FloatField()
    expires = FloatField()


class JobRun(Frozen):
    id = AutoField()
    kind = TextField()
    day = IntegerField(index=True)
    started = TextField()
    ended = TextField()
    outcome = TextField()
    detail = TextField()


class Confirmation(Entered):
    day = IntegerField(index=True)
    digest = TextField()


class Objection(Entered):
    number = TextField()
    day = IntegerField(index=True)
    edition = IntegerField()
    session = TextField()
    said = TextField()
    by = TextField()
    on = IntegerField()


class ObjectionDecision(Entered):
    objection = ForeignKeyField(Objection, backref="+")
    upheld = BooleanField()
    reason = TextField()
    by = TextField()
    on = IntegerField()
    edition = IntegerField(null=True)


class EditionUnit(Frozen):
    edition = IntegerField()
    unit = TextField()

    class Meta:
        primary_key = CompositeKey("edition", "unit")
        without_rowid = True


NEW = (Lease, JobRun, Confirmation, Objection, ObjectionDecision, EditionUnit)
INDEXES = {"terminal_error": "terminal, error", "started": "started", "lost_to": "lost_to"}  # of pull
UNITS = (
    "INSERT INTO edition_unit (edition, unit) SELECT DISTINCT change_id, json_extract(person.value, '$.unit')"
    " FROM edition, json_each(edition.document, '$.people') AS person"
)


def up(_migrator: Any, db: Any) -> None:
    """Create the tables; an edition also keeps what was said when it was posted, late or not, and its units. Pulls of
    years are found by indexes."""
    with db.bind_ctx((Change, *NEW)):
        db.create_tables(NEW, safe=False)
    db.execute_sql("ALTER TABLE edition ADD COLUMN notes TEXT NOT NULL DEFAULT '{}'")
    db.execute_sql(UNITS)
    for name, columns in INDEXES.items():
        db.execute_sql(f"CREATE INDEX pull_{name} ON pull ({columns})")
