"""Studies from the command line: one file of all runs, the same bytes whatever happened on the way. Also tests
program/study/collected.c."""

import os
import random
import signal
import subprocess
import time
import unittest
from pathlib import Path

import numpy
import xarray
from program.command import ENVIRONMENT, PROGRAM, CommandTest
from waiting import wait_until

STUDY = """\
selforg: 2
title: Sharing
base: office.yaml
vary: {tell.probability: [0.1, 0.2, 0.4]}
conditions: {with: {}, without: {tell: absent}}
replicates: 4
outcomes: [quality_mean_final, {name: half, of: adopters, reaches: 0.5, fraction_of: agents}]
series: [adopters]
"""

# The same from a common beginning on.
BRANCHES = STUDY.replace("without: {tell: absent}", "slow: {projects.load: 0.6}") + "branch_step: 21\n"

# Long enough to be killed over: some seconds with two jobs.
LONG = STUDY.replace("replicates: 4", "replicates: 25")
KILLS = 20


def children(process):
    """The processes whose parent is `process`."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = (folder / "stat").read_text().rsplit(")", 1)[1].split()[1]
        except OSError:
            continue
        if int(parent) == process:
            found.append(int(folder.name))
    return found


class SweepTest(CommandTest):
    def setUp(self):
        super().setUp()
        self.write("sharing.yaml", STUDY)
        self.write("long.yaml", LONG)
        self.write("branches.yaml", BRANCHES)

    def bytes_of(self, folder):
        return (self.folder / folder / "study.h5").read_bytes()

    def open_study(self, folder, engine="h5netcdf"):
        study = xarray.open_dataset(self.folder / folder / "study.h5", engine=engine)
        self.addCleanup(study.close)
        return study

    def start(self, *arguments):
        return subprocess.Popen(
            [PROGRAM, "sweep", *arguments],
            cwd=self.folder,
            env=ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def records(self, folder):
        return sorted((self.folder / folder / "runs").glob("*/*"))

    def test_the_same_bytes_for_any_jobs_and_shards(self):
        self.succeed("sweep", "sharing.yaml", "--quiet", "-j", "1", "-o", "one")
        self.succeed("sweep", "sharing.yaml", "--quiet", "-j", "3", "-o", "three")
        for shard in [2, 1, 3]:
            self.succeed("sweep", "sharing.yaml", "--quiet", "--shard", f"{shard}/3", "-o", "shards")
        self.assertNotIn("study.h5", os.listdir(self.folder / "shards"))
        self.succeed("collect", "shards", "--quiet")
        self.assertEqual(self.bytes_of("one"), self.bytes_of("three"))
        self.assertEqual(self.bytes_of("one"), self.bytes_of("shards"))

    def test_the_file_is_a_labelled_cube(self):
        self.succeed("sweep", "sharing.yaml", "--quiet")
        for engine in ["h5netcdf", "netcdf4"]:
            study = self.open_study("sharing", engine)
            self.assertEqual(dict(study.sizes), {"run": 24, "step": 41})
            coordinates = {"run", "step", "config_id", "replicate", "seed", "condition", "tell.probability"}
            self.assertEqual(set(study.coords), coordinates)
            self.assertEqual(study.attrs["study_yaml"], STUDY)
            self.assertEqual(study.attrs["scenario_yaml"], (self.folder / "office.yaml").read_text())
            self.assertEqual(list(study.replicate.values), sorted(study.replicate.values))
            cube = study.set_index(run=["tell.probability", "condition", "replicate"]).unstack("run")
            self.assertEqual(cube.quality_mean_final.shape, (3, 2, 4))
            self.assertFalse(numpy.isnan(cube.quality_mean_final.values).any())
            last = study.adopters.isel(step=-1).values
            self.assertTrue((numpy.isnan(study.half.values) | (last >= 0)).all())

    def test_a_run_of_a_study_is_a_run(self):
        self.succeed("sweep", "sharing.yaml", "--quiet", "--results", "-o", "study")
        study = self.open_study("study")
        digest = study.run_digest.values[8]
        result = self.folder / "study" / "results" / "000" / "000008.h5"
        self.assertIn(digest, self.succeed("rerun", result))
        scenario = ["--set", f"tell.probability={study['tell.probability'].values[8]}", "--seed", study.seed.values[8]]
        self.assertIn(digest, self.succeed("run", "office.yaml", *scenario))

    def test_runs_that_go_on_from_a_beginning_are_those_made_whole(self):
        self.succeed("sweep", "branches.yaml", "--quiet", "--results", "-o", "whole")
        for jobs in ["1", "3", "11"]:
            self.succeed("sweep", "branches.yaml", "--quiet", "-j", jobs, "-o", jobs)
            self.assertEqual(self.bytes_of("whole"), self.bytes_of(jobs))
        for shard in range(1, 6):
            self.succeed("sweep", "branches.yaml", "--quiet", "--shard", f"{shard}/5", "-o", "shards")
        self.succeed("collect", "shards", "--quiet")
        self.assertEqual(self.bytes_of("whole"), self.bytes_of("shards"))
        study = self.open_study("whole")
        self.assertIn("from step 21 on", study["tell.probability"].attrs["comment"])
        for run in (8, 15):
            change = f"interventions={{21: {{tell.probability: {study['tell.probability'].values[run]}}}}}"
            slow = ["--set", "projects.load=0.6"] if study.condition.values[run] == "slow" else []
            seed = study.seed.values[run]
            output = self.succeed("run", "office.yaml", "--set", change, *slow, "--seed", seed, "-o", f"{run}.h5")
            self.assertIn(study.run_digest.values[run], output)

    def test_one_at_a_time_it_branches_from_what_the_base_says(self):
        """Also where an intervention had changed it before: what study.h5 says of a run is in force from the branch on."""
        self.write("oat.yaml", BRANCHES + "design: oat\nset: {interventions: {5: {tell.probability: 0}}}\n")
        self.succeed("sweep", "oat.yaml", "--quiet", "-o", "oat")
        study = self.open_study("oat")
        for run in study.run.values:
            here = study.isel(run=run)
            changes = f"{{5: {{tell.probability: 0}}, 21: {{tell.probability: {float(here['tell.probability']):.17g}}}}}"
            load = ["--set", "projects.load=0.6"] if here.condition == "slow" else []
            seed = ["--seed", str(int(here.seed)), "--set", f"interventions={changes}"]
            said = self.succeed("run", "office.yaml", *seed, *load, "--json", "--force", "--progress", "none")
            self.assertIn(f'"digest": "{str(here.run_digest.values)}"', said)

    def test_what_a_common_beginning_saves_is_told(self):
        output = self.succeed("sweep", "branches.yaml", "--dry-run")
        line = "The first 20 steps are run once for each of 8 beginnings: 640 steps in all, and not 960.\n"
        self.assertIn(line, output)
        whole = "Every run is made whole, 960 steps in all: "
        output = self.succeed("sweep", "branches.yaml", "--dry-run", "--results")
        self.assertIn(whole + "its result file has all of its steps.\n", output)
        self.write("branches.yaml", BRANCHES + "independent_seeds: true\n")
        output = self.succeed("sweep", "branches.yaml", "--dry-run")
        self.assertIn(whole + "no two have a beginning in common.\n", output)
        self.assertIn("\n#SBATCH --array=1-24\n", self.succeed("sweep", "branches.yaml", "--slurm", "40"))
        self.write("branches.yaml", BRANCHES)
        self.assertIn("\n#SBATCH --array=1-8\n", self.succeed("sweep", "branches.yaml", "--slurm", "40"))

    def test_what_is_there_is_not_done_again(self):
        self.succeed("sweep", "sharing.yaml", "--quiet", "-o", "study")
        result = self.call("sweep", "sharing.yaml", "-o", "study")
        self.assertEqual(result.returncode, 2)
        self.assertIn("study: exists already; go on there with --resume", result.stderr)
        before = {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in self.records("study")}
        self.succeed("sweep", "sharing.yaml", "--quiet", "-o", "study", "--resume", "--replicates", "+2")
        after = {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in self.records("study")}
        self.assertEqual((len(before), len(after)), (24, 36))
        self.assertEqual(before, {path: after[path] for path in before})
        self.succeed("sweep", "sharing.yaml", "--quiet", "-o", "whole", "--replicates", "6")
        self.assertEqual(self.bytes_of("study"), self.bytes_of("whole"))

    def test_damaged_and_lost_records_are_made_again(self):
        self.succeed("sweep", "sharing.yaml", "--quiet", "-o", "study")
        before = self.bytes_of("study")
        records = self.records("study")
        records[3].write_bytes(records[3].read_bytes()[:-1] + b"?")
        records[5].unlink()
        result = self.call("collect", "study")
        self.assertEqual(result.returncode, 3)
        self.assertIn("22 done, 0 failed, 2 missing", result.stdout)
        study = self.open_study("study")
        self.assertEqual(list(numpy.flatnonzero(study.run_status.values == 2)), [3, 5])
        self.assertTrue(numpy.isnan(study.quality_mean_final.values[[3, 5]]).all())
        study.close()
        self.succeed("sweep", "sharing.yaml", "--quiet", "-o", "study", "--resume")
        self.assertEqual(self.bytes_of("study"), before)

    def test_another_study_does_not_go_into_the_folder(self):
        self.succeed("sweep", "sharing.yaml", "--quiet", "-o", "study")
        self.write("sharing.yaml", STUDY.replace("0.4", "0.5"))
        self.assertIn("another study", self.call("sweep", "sharing.yaml", "-o", "study", "--resume").stderr)
        self.write("sharing.yaml", STUDY)
        self.write("office.yaml", (self.folder / "office.yaml").read_text() + "\n")
        self.assertIn("the base scenario", self.call("sweep", "sharing.yaml", "-o", "study", "--resume").stderr)

    def test_a_study_that_was_begun_can_be_gone_on_with_and_looked_at(self):
        self.write("begun.yaml", STUDY + "contrasts: []\nset: {tell: {}}\n")
        result = self.call("sweep", "begun.yaml", "-o", "study")
        self.assertEqual(result.returncode, 2)
        self.assertIn("begun.yaml:9:12: contrasts: a list is empty", result.stderr)
        (self.folder / "study").mkdir()  # as whoever is killed right at the beginning leaves it
        self.succeed("sweep", "begun.yaml", "--quiet", "-o", "study", "--resume")
        for command in "analyze", "verify", "collect":
            self.succeed(command, "study")

    def test_nothing_is_made_of_a_wrong_study(self):
        self.write("wrong.yaml", STUDY.replace("0.4", "1.4"))
        self.fail_with(
            2, "wrong.yaml:4:37: tell.probability: '1.4' is too large; it must be a number from 0 to 1", "sweep", "wrong.yaml"
        )
        self.fail_with(
            2, "--shard: '4/3' is not possible, it must be I/N, as 3/8 for the third of 8",
            "sweep", "sharing.yaml", "--shard", "4/3",
        )

    def test_what_is_not_what_it_seems_is_noted(self):
        self.write("sharing.yaml", STUDY.replace("conditions: {with: {}, without: {tell: absent}}\n",
                                                 "set: {team.max: 7, until: quality_mean >= 0.9}\nconditions: {few: {team.max: 6}, many: {team.max: 9}}\n"))
        self.assertEqual(self.call("sweep", "sharing.yaml", "--dry-run").stderr,
                         "note: team.max has no effect in `set`, as every condition sets it or takes it out\n")
        self.write("sharing.yaml", (self.folder / "sharing.yaml").read_text().replace("many: {team.max: 9}", "many: {}")
                   .replace("[quality_mean_final", "[success_fraction_mean").replace("quality_mean >= 0.9", "success_fraction >= 90"))
        self.assertEqual(self.call("sweep", "sharing.yaml", "--dry-run").stderr,
                         "note: outcome success_fraction_mean: rows in which there was none count as 0 (success_fraction; `selforg describe "
                         "study`, Outcomes)\nnote: in 6 of 6 configurations `until` asks for what its series can never be\n")

    def test_what_says_nothing_is_noted(self):
        """The same twice, in conditions or in rows of a table; what can never be; and nothing at all."""
        def notes(*changes):
            text = STUDY
            for old, new in changes:
                self.assertIn(old, text)
                text = text.replace(old, new)
            self.write("sharing.yaml", text)
            return self.call("sweep", "sharing.yaml", "--dry-run").stderr

        self.assertNotIn("the same", notes())
        self.assertIn("note: 3 of 6 configurations are the same as one before\n", notes(("{with: {}, without: {tell: absent}}", "{with: {}, again: {}}")))
        for outcome, never in (("{name: a, of: quality_mean, ends_at_least: 1.5}", True), ("{name: a, of: quality_mean, ends_at_least: 1}", False),
                               ("{name: a, of: adopters, reaches: 1.5, fraction_of: agents}", True),
                               ("{name: a, of: adopters, reaches: 1.5}", False), ("{name: a, of: adopters, ends_at_most: -1}", True)):
            told = notes(("quality_mean_final", outcome))
            self.assertEqual("note: outcome a: " in told and "can never be so" in told, never, outcome)
        self.write("rows.csv", "tell.probability\n0.1\n0.3\n0.1\n")
        rows = "selforg: 2\nbase: office.yaml\ntable: rows.csv\nreplicates: 2\n"
        self.write("rows.yaml", rows)
        told = self.call("sweep", "rows.yaml", "--dry-run").stderr
        self.assertEqual(told, "note: neither outcomes nor series nor results are wanted: nothing is kept of what happens\n"
                               "note: 1 of 3 configurations are the same as one before\n")
        self.assertNotIn("neither", self.call("sweep", "rows.yaml", "--dry-run", "--results").stderr)

    def test_runs_that_ended_before_the_branch_are_told(self):
        self.write("branches.yaml", BRANCHES + "set: {until: opportunities_arrived >= 1}\n")
        result = self.call("sweep", "branches.yaml", "--progress", "none")
        self.assertEqual(result.returncode, 0)
        self.assertEqual(result.stderr, "note: 24 of 24 runs ended before branch_step 21: what varies never took its values in them, and that "
                                        "they do not differ says nothing\n")

    def test_a_dry_run_runs_nothing(self):
        page = self.succeed("sweep", "sharing.yaml", "--dry-run", "-j", "2")
        self.assertIn("sharing.yaml: 6 configurations, 4 replicates, 24 runs", page)
        self.assertRegex(page, r"with 2 jobs; [\d.]+ [kM]B of memory, [\d.]+ [kM]B of disk")
        self.assertNotIn("sharing", self.files())

    def kill_and_go_on(self, kills):
        self.succeed("sweep", "long.yaml", "--quiet", "-o", "whole")
        chance = random.Random(1)
        # Each time when so many runs are done, and then some milliseconds later: in the middle of a run, or of writing.
        moments = sorted(chance.sample(range(140), kills))
        resume = []
        for moment in moments:
            process = self.start("long.yaml", "--quiet", "-j", "2", "-o", "killed", *resume)
            wait_until(lambda: len(self.records("killed")) >= moment or process.poll() is not None, f"run {moment}")
            time.sleep(chance.uniform(0, 0.02))
            process.kill()
            process.communicate()
            resume = ["--resume"] if (self.folder / "killed").exists() else []
        self.succeed("sweep", "long.yaml", "--quiet", "-j", "2", "-o", "killed", "--resume")
        self.assertEqual([path.name for path in (self.folder / "killed").rglob("*.part*")], [])
        self.assertEqual(self.bytes_of("killed"), self.bytes_of("whole"))

    def test_killed_at_twenty_random_moments_it_goes_on(self):
        self.kill_and_go_on(KILLS)

    def test_killed_in_and_after_beginnings_it_goes_on(self):
        self.write("long.yaml", BRANCHES.replace("replicates: 4", "replicates: 25"))
        self.kill_and_go_on(KILLS // 3)

    def test_a_run_that_dies_is_a_row(self):
        process = self.start("long.yaml", "--progress", "none", "-j", "2", "-o", "study")
        wait_until(lambda: len(children(process.pid)) == 2, "two workers")
        os.kill(children(process.pid)[0], signal.SIGKILL)
        output, errors = process.communicate(timeout=100)
        self.assertEqual(process.returncode, 3, errors)
        self.assertIn("1 run failed", errors)
        study = self.open_study("study")
        (row,) = numpy.flatnonzero(study.run_status.values == 1)
        self.assertIn("killed by signal 9", study.run_reason.values[row])
        self.assertTrue(numpy.isnan(study.quality_mean_final.values[row]))
        study.close()
        self.assertEqual(self.call("sweep", "long.yaml", "--quiet", "-o", "study", "--resume").returncode, 3)
        self.succeed("sweep", "long.yaml", "--quiet", "-o", "study", "--retry-failed")
        self.succeed("sweep", "long.yaml", "--quiet", "-o", "whole")
        self.assertEqual(self.bytes_of("study"), self.bytes_of("whole"))

    def test_asked_to_stop_it_says_how_to_go_on(self):
        for number, shard in [(signal.SIGTERM, ""), (signal.SIGUSR1, " --shard 1/1")]:
            folder = f"study{number}"
            process = self.start("long.yaml", "--quiet", "-j", "2", "-o", folder, *shard.split())
            wait_until(lambda: children(process.pid), "a worker")
            process.send_signal(number)
            output, errors = process.communicate(timeout=100)
            self.assertEqual((process.returncode, output), (75, ""))
            self.assertRegex(
                errors,
                rf"stopped after \d+ of 150 runs; go on with: selforg sweep long\.yaml -o {folder} --resume{shard}$",
            )
            self.succeed("sweep", "long.yaml", "--quiet", "-o", folder, "--resume")
            study = self.open_study(folder)
            self.assertEqual(list(study.run_status.values), [0] * 150)
            study.close()

    def test_a_worker_asked_to_stop_stops_the_study(self):
        process = self.start("long.yaml", "--quiet", "-j", "2", "-o", "study")
        os.kill(wait_until(lambda: children(process.pid), "a worker")[0], signal.SIGTERM)
        process.communicate(timeout=100)
        self.assertEqual(process.returncode, 75)

    def test_a_script_for_slurm(self):
        script = self.succeed("sweep", "sharing.yaml", "--slurm", "5", "-o", "my study", "--replicates", "3")
        self.assertEqual(self.files(), ["branches.yaml", "long.yaml", "office.yaml", "sharing.yaml"])
        for line in ["--array=1-5", "--signal=B:USR1@60", "--requeue", "--open-mode=append", "--job-name=my_study"]:
            self.assertIn(f"#SBATCH {line}\n", script)
        self.assertRegex(script, r"#SBATCH --time=\d-\d\d:\d\d\n#SBATCH --mem=\d+M\n")
        self.write("study.sh", script)
        path = {"PATH": f"{Path(PROGRAM).parent}:{os.environ['PATH']}", "SLURM_CPUS_PER_TASK": "1"}

        def bash(**more):
            return subprocess.run(
                ["bash", "study.sh"], cwd=self.folder, env={**ENVIRONMENT, **path, **more}, check=True, capture_output=True
            )

        for task in [3, 1, 5, 4, 2, 2]:  # one of them again
            bash(SLURM_ARRAY_TASK_ID=str(task))
        bash(SLURM_ARRAY_TASK_ID="0")
        self.succeed("sweep", "sharing.yaml", "--quiet", "--replicates", "3", "-o", "whole")
        self.assertEqual(self.bytes_of("my study"), self.bytes_of("whole"))
        self.fail_with(
            2, "--slurm: the shards are the tasks of the array; leave out --shard",
            "sweep", "sharing.yaml", "--slurm", "2", "--shard", "1/2",
        )

    def test_the_script_asks_how_many_tasks_an_array_may_have(self):
        self.write("study.sh", self.succeed("sweep", "sharing.yaml", "--slurm", "5"))
        submitted = self.folder / "submitted"
        for name, says in {"sbatch": f"echo 17; echo x >> {submitted}", "scontrol": "echo 'MaxArraySize = '$MOST"}.items():
            self.write(name, f"#!/bin/bash\n{says}\n")
            (self.folder / name).chmod(0o755)

        def submit(most):
            path = f"{self.folder}:{os.environ['PATH']}"
            environment = {**ENVIRONMENT, "PATH": path, "MOST": most}
            return subprocess.run(["bash", "study.sh"], cwd=self.folder, env=environment, capture_output=True, text=True)

        refused = submit("5")
        self.assertEqual((refused.returncode, refused.stdout), (2, ""))
        self.assertEqual(refused.stderr, "Here an array has at most 4 tasks: make the script with --slurm 4.\n")
        self.assertFalse(submitted.exists())
        for most in ["6", ""]:
            self.assertEqual(submit(most).stdout, "The runs are job 17; job 17 collects.\n")

    def test_tasks_that_cannot_meet_say_so_once(self):
        step = {"SLURM_JOB_ID": "7", "SLURM_STEP_ID": "0", "SLURM_NTASKS": "4", "SLURM_STEP_NUM_TASKS": "4"}
        results = [self.call("sweep", "sharing.yaml", "-o", "study", SLURM_PROCID=str(i), **step) for i in range(4)]
        self.assertRegex(results[0].stderr, r"\Aselforg: 4 processes were started together, but [^\n]+--shard\n\Z")
        self.assertEqual([result.stderr for result in results[1:]], [""] * 3)
        self.assertEqual(self.files(), ["branches.yaml", "long.yaml", "office.yaml", "sharing.yaml"])
        for i in range(4):
            self.succeed("sweep", "sharing.yaml", "-o", "study", "--quiet", "--shard", f"{i + 1}/4", SLURM_PROCID=str(i), **step)
        self.assertIn("24 done, 0 failed, 0 missing", self.succeed("collect", "study"))

    def test_several_processes_need_mpi(self):
        result = self.call("sweep", "sharing.yaml", OMPI_COMM_WORLD_RANK="0", OMPI_COMM_WORLD_SIZE="3")
        self.assertEqual(result.returncode, 2)
        self.assertIn("3 processes were started together, but", result.stderr)
        self.assertEqual(self.call("sweep", "sharing.yaml", PMI_RANK="2", PMI_SIZE="3").stderr, "")
        self.assertEqual(self.files(), ["branches.yaml", "long.yaml", "office.yaml", "sharing.yaml"])


if __name__ == "__main__":
    unittest.main()
