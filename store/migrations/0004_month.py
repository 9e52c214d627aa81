"""The month: allowance runs and what was done with them, decisions about days, notices, bank accounts."""

from typing import Any

from peewee import AutoField, ForeignKeyField, IntegerField, Model, TextField


class Frozen(Model):
    class Meta:
        legacy_table_names = False


class Change(Frozen):
    id = AutoField()


class Entered(Frozen):
    id = AutoField()
    change = ForeignKeyField(Change, backref="+")
    ended = ForeignKeyField(Change, backref="+", null=True)


class AllowanceRun(Frozen):
    change = ForeignKeyField(Change, primary_key=True, backref="+")
    month = IntegerField()
    number = IntegerField()
    sums = TextField()
    basis = TextField()
    document = TextField()

    class Meta:
        indexes = ((("month", "number"), True),)


class RunAct(Entered):
    run = ForeignKeyField(AllowanceRun, backref="+")
    act = TextField()
    by = TextField()


class MonthDecision(Entered):
    number = TextField()
    day = IntegerField(index=True)
    session = TextField()
    counts = TextField()
    reason = TextField()
    by = TextField()


class Notice(Entered):
    number = TextField()
    kind = TextField()
    day = IntegerField(index=True)
    reason = TextField()
    by = TextField()
    revoked = TextField(default="")
    revoked_by = TextField(default="")


class BankAccount(Entered):
    number = TextField(index=True)
    holder = TextField()
    bank = TextField()
    account = TextField()


NEW = (AllowanceRun, RunAct, MonthDecision, Notice, BankAccount)


def up(_migrator: Any, db: Any) -> None:
    """Create the tables; what was frozen of a month cannot be altered, by no program."""
    with db.bind_ctx((Change, *NEW)):
        db.create_tables(NEW, safe=False)
    for act in ("UPDATE", "DELETE"):
        db.execute_sql(
            f"CREATE TRIGGER allowance_run_no_{act.lower()} BEFORE {act} ON allowance_run"
            " BEGIN SELECT RAISE(ABORT, 'allowance_run is append-only'); END"
        )
