"""Whoever writes a row of events says every column of it: one that is left out would be 0, and nothing would tell.

A call is write_TABLE(world, (struct TABLE_row){.column = ..., ...}) with all columns of events.def but `step`, which is
put in (model/state/write.h)."""

import os
import re
import sys
from pathlib import Path

SOURCE = Path(os.environ["SELFORG_SOURCE"])
MODEL = SOURCE / "sim/model"
ROW = re.compile(r"^(TABLE|NUMBER|PERSON|THING|ROW_OF|COUNT|FLAG|AMOUNT|CATEGORY)\((\w+), *(\w+)", re.MULTILINE)
CALL = re.compile(r"\bwrite_(\w+)\(")
LITERAL = re.compile(r"\(struct (\w+)_row\) ?\{(.*)\}", re.DOTALL)
COLUMN = re.compile(r"\.(\w+) =(?!=)")
COMMENT_OR_TEXT = re.compile(r"/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'", re.DOTALL)


def read_tables():
    """The columns of every table that its writers say."""
    tables = {}
    for kind, table, column in ROW.findall((MODEL / "record/events.def").read_text()):
        columns = tables.setdefault(table, [])
        if kind != "TABLE" and column != "step":
            columns.append(column)
    return tables


def pieces(text):
    """The text up to the bracket that closes what was open before it, cut at commas that are in no bracket."""
    depth, begin = 0, 0
    for place, character in enumerate(text):
        depth += (character in "([{") - (character in ")]}")
        if depth < 0 or depth == 0 and character == ",":
            yield text[begin:place].strip()
            begin = place + 1
        if depth < 0:
            return


def check_call(table, columns, arguments):
    row = LITERAL.fullmatch(arguments[1]) if len(arguments) == 2 else None
    if not row or row[1] != table:
        return f"write_{table}(world, (struct {table}_row){{...}}) writes a row"
    said = [COLUMN.match(piece)[1] for piece in pieces(row[2] + "}") if piece]
    missing = [column for column in columns if column not in said]
    return f"write_{table} does not say {', '.join(missing)}: it would be 0" if missing else None


def main():
    tables, written, complaints = read_tables(), set(), []
    for path in sorted(MODEL.rglob("*.c")):
        text = COMMENT_OR_TEXT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), path.read_text())
        for call in CALL.finditer(text):
            if call[1] not in tables:
                continue
            written.add(call[1])
            wrong = check_call(call[1], tables[call[1]], list(pieces(text[call.end() :])))
            if wrong:
                complaints.append(f"{path.relative_to(SOURCE)}:{text.count(chr(10), 0, call.start()) + 1}: {wrong}")
    complaints += [f"nothing in sim/model writes a row of {table}" for table in tables if table not in written]
    print("\n".join(complaints) or f"the rows of {len(tables)} tables are written whole")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
