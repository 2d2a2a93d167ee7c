"""The core compiled anew in many ways, and what each makes of some scenarios."""

import os
import re
import shutil
import subprocess
from pathlib import Path

SOURCE = Path(os.environ["SELFORG_SOURCE"])
FLAGS = ["-std=c17", "-ffp-contract=off", "-fno-fast-math", "-D_POSIX_C_SOURCE=200809L", "-D_DEFAULT_SOURCE",
         "-DSELFORG_THREADS=1"]
RECORDED_OTHERWISE = ["observe.tellings=true", "observe.adoptions=false", "observe.projects=false",
                      "observe.communities=false"]
NO_FMA = {"GLIBC_TUNABLES": "glibc.cpu.hwcaps=-FMA_Usable,-FMA4_Usable,-AVX2_Usable,-FMA,-FMA4,-AVX2"}

# Steps, then settings.
SCENARIOS = {
    "organisation": ["60", "network.agents=1300", "network.units=20", "landscape.domains=2", "landscape.context_weight=0.3",
                     "opportunities.arrival_rate=6", "opportunities.systemic_probability=0.3", "projects", "debrief", "closeness", "tell",
                     "adoption", "adoption.drop.probability=0.01", "renew", "initiate.handover_probability=0.3"],
    "contagion": ["60", "network.kind=small_world", "network.rewired_fraction=0.1", "network.agents=3000", "start.users=5",
                  "adoption.rule=contact", "adoption.accept.beta=0.06", "adoption.look.telling_steps=9"],
    "bass": ["60", "network.kind=complete", "network.agents=1500", "adoption.rule=contact", "adoption.accept.beta=0.0001",
             "adoption.accept.innovation=0.003"],
}


def ways_here(ways):
    """Those whose compiler is installed."""
    return [way for way in ways if shutil.which(way[0])]


def core_sources():
    """The .c files of the layers above the line `# the outside` in sim/layers."""
    core = (SOURCE / "sim/layers").read_text().split("# the outside")[0]
    layers = re.findall(r"^([a-z/]+) ", core, re.MULTILINE)
    return [path for layer in layers for path in sorted((SOURCE / "sim" / layer).glob("*.c"))]


def compiled(way, folder):
    """The program made in one way."""
    program = folder / re.sub(r"[=,]", "", "".join(way))
    driver = SOURCE / "tests/model/compiled.c"
    subprocess.run([*way, *FLAGS, f"-I{SOURCE / 'sim'}", *core_sources(), driver, "-o", program, "-lm", "-lpthread"],
                   check=True)
    return program


def digest(program, scenario, threads, cut=0, watched=False, **environment):
    steps, *settings = scenario
    more = RECORDED_OTHERWISE if watched else []
    result = subprocess.run([program, str(threads), steps, str(cut), str(int(watched)), *settings, *more],
                            capture_output=True, text=True, env={**os.environ, **environment})
    return result.stdout.strip() if result.returncode == 0 else f"code {result.returncode}: {result.stderr[-500:]}"
