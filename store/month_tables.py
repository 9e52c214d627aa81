"""The tables of the month: allowance runs and what was done with them, decisions about days, notices, bank accounts."""

from peewee import ForeignKeyField, IntegerField, TextField

from store.tables import Change, Fact, Table


class AllowanceRun(Table):
    """第N版 of a month's allowance: frozen as reckoned at its change. `month` counts months: year × 12 + month − 1.
    `sums` and `basis` are parts of the document that lists ask for without reading the whole of it."""

    change = ForeignKeyField(Change, primary_key=True, backref="+")
    month = IntegerField()
    number = IntegerField()
    sums = TextField()
    basis = TextField()
    document = TextField()

    class Meta:
        indexes = ((("month", "number"), True),)


class RunAct(Fact):
    """核对、核准、封账 of a run, and by whom."""

    run = ForeignKeyField(AllowanceRun, backref="+")
    act = TextField()
    by = TextField()


class MonthDecision(Fact):
    """How the office lets something count that is not settled: an unknown session, a day under objection."""

    number = TextField()
    day = IntegerField(index=True)
    session = TextField()
    counts = TextField()
    reason = TextField()
    by = TextField()


class Notice(Fact):
    """通报、黄牌警告 of a person, on a day; the reason as it stands in it. `revoked` is why it was taken back."""

    number = TextField()
    kind = TextField()
    day = IntegerField(index=True)
    reason = TextField()
    by = TextField()
    revoked = TextField(default="")
    revoked_by = TextField(default="")


class BankAccount(Fact):
    """Where a person's allowance is paid to."""

    number = TextField(index=True)
    holder = TextField()
    bank = TextField()
    account = TextField()


TABLES = (AllowanceRun, RunAct, MonthDecision, Notice, BankAccount)
