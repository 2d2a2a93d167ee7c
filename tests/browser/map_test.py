"""The map of the page is of the model as it is: one of its columns, made anew, is the same. And it has a place for each stop of
its two sliders and for the middles between them."""
import json
import os
import pathlib
import subprocess
import sys

CLASSROOM = pathlib.Path(os.environ["SELFORG_SOURCE"], "analysis/classroom")
COLUMN = 2

settings = json.loads((CLASSROOM / "source/settings.json").read_text())
shipped = json.loads((CLASSROOM / "source/map.json").read_text())
sliders = {slider["id"]: slider for slider in settings["sliders"] + settings["more"]}
columns, rows = (2 * len(sliders[settings["map"][axis]]["stops"]) - 1 for axis in "xy")
for name in ["busy", "alive", "start"]:
    assert len(shipped[name]) == rows and all(len(row) == columns for row in shipped[name]), f"{name} has other places than the sliders"
assert len(shipped["line"]) == rows and all(low <= best <= high for low, best, high in shipped["line"]), "the line is not in its band"

said = subprocess.run([sys.executable, CLASSROOM / "map.py", "--column", str(COLUMN)], check=True, capture_output=True, text=True).stdout
made = json.loads(said.splitlines()[-1])
for name, values in made.items():
    column = [[row[COLUMN]] for row in shipped[name]]
    assert values == column, f"{name} is {values}, and the page says {column}: analysis/classroom/map.py makes it anew"
print(f"column {COLUMN} of the map is what comes of it")
