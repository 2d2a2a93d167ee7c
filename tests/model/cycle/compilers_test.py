"""The same digests whatever the compiler, the level of optimisation and the processor: the core is compiled anew in
several ways, and each runs the same scenarios on one thread and on three."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

SOURCE = Path(os.environ["SELFORG_SOURCE"])

WAYS = [["gcc", "-O0"], ["gcc", "-O3"], ["gcc", "-O3", "-march=native"], ["clang", "-O0"], ["clang", "-O3"]]
FLAGS = ["-std=c17", "-ffp-contract=off", "-fno-fast-math", "-D_POSIX_C_SOURCE=200809L", "-D_DEFAULT_SOURCE",
         "-DSELFORG_THREADS=1"]

# Steps, then settings.
SCENARIOS = {
    "organisation": ["60", "network.agents=1300", "network.units=20", "landscape.domains=2", "landscape.context_weight=0.3",
                     "opportunities.arrival_rate=6", "opportunities.systemic_probability=0.3", "projects", "debrief", "closeness", "tell",
                     "adoption", "adoption.drop.probability=0.01", "renew", "initiate.handover_probability=0.3"],
    "contagion": ["60", "network.kind=small_world", "network.rewired_fraction=0.1", "network.agents=3000", "start.users=5",
                  "adoption.rule=contact", "adoption.accept.beta=0.06", "adoption.look.telling=9"],
    "bass": ["60", "network.kind=complete", "network.agents=1500", "adoption.rule=contact", "adoption.accept.beta=0.0001",
             "adoption.accept.innovation=0.003"],
}

DRIVER = r"""
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/cycle/model.h"
#include "scenario/parameters.h"

static void demand(enum status status, const struct message *message)
{
    if (status == STATUS_OK) return;
    puts(message->text);
    exit(1);
}

/* THREADS STEPS SETTING... */
int main(int count, char **argument)
{
    struct scenario scenario = scenario_default;
    struct message message = {""};
    struct world *world;
    struct digest digest;
    const char *culprit;
    char text[DIGEST_TEXT];
    for (int i = 3; i < count; i++) {
        char *value = strchr(argument[i], '=');
        if (value) *value++ = '\0';
        if (value) demand(parameter_set(&scenario, parameter_find(argument[i]), value, &message), &message);
        if (!value) section_set_present(&scenario, section_find(argument[i]));
    }
    scenario_settle(&scenario);
    demand(scenario_check(&scenario, &culprit, &message), &message);
    struct crew *crew = crew_new(atoi(argument[1]));
    demand(model_create(&world, &scenario, NULL, crew, &message), &message);
    for (int step = 0; step < atoi(argument[2]); step++) {
        demand(model_step(world), &message);
        events_clear(model_events(world));
    }
    demand(model_verify(world, &message), &message);
    demand(model_digest(world, &digest), &message);
    digest_text(digest, text);
    puts(text);
    model_free(world);
    crew_free(crew);
}
"""


def core_sources():
    """The .c files of the layers above the line `# the outside` in sim/layers."""
    core = (SOURCE / "sim/layers").read_text().split("# the outside")[0]
    layers = re.findall(r"^([a-z/]+) ", core, re.MULTILINE)
    return [path for layer in layers for path in sorted((SOURCE / "sim" / layer).glob("*.c"))]


def digests(way, folder):
    """Compiles in one way, and runs: {(scenario, threads): digest}."""
    program = folder / "-".join(way).replace("=", "")
    subprocess.run([*way, *FLAGS, f"-I{SOURCE / 'sim'}", *core_sources(), folder / "driver.c", "-o", program, "-lm",
                    "-lpthread"], check=True)
    return {(name, threads): subprocess.run([program, str(threads), *arguments], check=True, capture_output=True,
                                            text=True).stdout.strip()
            for name, arguments in SCENARIOS.items() for threads in (1, 3)}


def main():
    ways = [way for way in WAYS if shutil.which(way[0])]
    if len(ways) < 2:
        print("there is only one compiler here")
        return 77
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(os.cpu_count()) as pool:
        folder = Path(name)
        (folder / "driver.c").write_text(DRIVER)
        found = list(pool.map(lambda way: digests(way, folder), ways))
    complaints = []
    for way, digest in zip(ways, found):
        for (scenario, threads), text in digest.items():
            if text != found[0][scenario, 1]:
                complaints.append(f"{scenario} by {' '.join(way)} on {threads} threads: {text}")
    if len({found[0][scenario, 1] for scenario in SCENARIOS}) != len(SCENARIOS):
        complaints.append("different scenarios have the same digest")
    print("\n".join(complaints) or f"{len(SCENARIOS)} scenarios are the same in {len(ways)} ways")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
