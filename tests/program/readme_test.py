"""The commands of the README work as they stand there, and its tables are what the program prints."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import tomllib

SOURCE = pathlib.Path(os.environ["SELFORG_SOURCE"])
PROGRAM = pathlib.Path(os.environ["SELFORG"])
PYTHON = pathlib.Path(sys.executable)  # the user's, with the packages
NEEDS_MORE = ("sim/quickstart", "tests/run")  # these are what runs this test


def commands(text):
    for block in re.findall(r"^```sh\n(.*?)^```", text, re.M | re.S):
        for line in block.splitlines():
            command = line.split("#")[0].strip()
            if command and not command.startswith(NEEDS_MORE):
                yield command


def lines_of(text):
    """The lines of a scenario or study without comments."""
    lines = (re.sub(r"(^|\s)#.*", "", line).strip() for line in text.splitlines())
    return [line for line in lines if line]


def is_shown_rightly(shown, text):
    """Every line shown is in the file, and of a scenario all that switches something on is shown."""
    there, mechanisms = lines_of(text), [line for line in lines_of(text) if re.match(r"[a-z_]+: *\{.*\}$", line)]
    return set(lines_of(shown)) <= set(there) and ("vary:" in there or set(mechanisms) <= set(lines_of(shown)))


def snippets(text):
    """(file, YAML) of the scenarios that are shown by name."""
    return re.findall(r"\(`(scenarios/[\w/]+\.yaml)`\):\n\n```yaml\n(.*?)^```", text, re.M | re.S)


def install_scripts(folder):
    """The commands of the Python package, as pip would put them there."""
    folder.mkdir()
    project = tomllib.loads((SOURCE / "analysis/pyproject.toml").read_text())["project"]
    for name, place in project["scripts"].items():
        module, function = place.split(":")
        (folder / name).write_text(f"#!{PYTHON}\nimport sys\nsys.path.insert(0, {str(SOURCE / 'analysis')!r})\n"
                                   f"from {module} import {function}\nsys.exit({function}())\n")
        (folder / name).chmod(0o755)


def run_commands(text, folder):
    """Runs the commands of a page one after another in a folder that has what a checkout has; {command: its result}"""
    for name in ("scenarios", "analysis"):
        (pathlib.Path(folder) / name).symlink_to(SOURCE / name)
    scripts = pathlib.Path(folder) / "bin"
    install_scripts(scripts)
    environment = dict(os.environ, PATH=":".join([str(scripts), str(PROGRAM.parent), str(PYTHON.parent), os.environ["PATH"]]))
    return {command: subprocess.run(command, shell=True, cwd=folder, env=environment, capture_output=True, text=True)
            for command in commands(text)}


def main():
    readme = (SOURCE / "README.md").read_text()
    with tempfile.TemporaryDirectory() as folder:
        results = run_commands(readme, folder)
    ran, failures = len(results), [f"{command}\n  exit code {result.returncode}: {result.stderr.strip()}"
                                   for command, result in results.items() if result.returncode != 0]
    for topic, page in (("parameters", "scenarios/parameters.md"), ("study", "scenarios/studies/format.md")):
        printed = subprocess.run([PROGRAM, "describe", topic, "--markdown"], capture_output=True, text=True).stdout
        if printed != (SOURCE / page).read_text():
            failures.append(f"{page} is not what `selforg describe {topic} --markdown` prints; "
                            f"write it anew: selforg describe {topic} --markdown > {page}")
    for name, shown in snippets(readme):
        if not is_shown_rightly(shown, (SOURCE / name).read_text()):
            failures.append(f"what the README shows of {name} is not what is in it")
    for scenario in sorted((SOURCE / "scenarios").glob("*.yaml")):
        if f"`{scenario.name}`" not in readme:
            failures.append(f"the README does not name scenarios/{scenario.name}")
    print("\n".join(failures) or f"{ran} commands of the README work")
    return 1 if failures or ran < 5 else 0


if __name__ == "__main__":
    sys.exit(main())
