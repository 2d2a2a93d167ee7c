"""A study as a Slurm array, by the script that `sweep --slurm` prints, whatever happens to its tasks: the bytes that
one process alone makes."""

import re
import signal
import unittest

from cluster import RUNS, has_received, parent_of, send
from private_slurm import SlurmTest

TASKS = 4
SHARE = RUNS // TASKS


class SlurmArrayTest(SlurmTest):
    def submit(self, folder, *options):
        """The jobs that run and collect."""
        script = self.folder / f"{folder}.sh"
        script.write_text(self.succeed("selforg", "sweep", "sharing.yaml", "--slurm", TASKS, "-o", folder))
        said = self.succeed("bash", script, *options)
        return re.fullmatch(r"The runs are job (\d+); job (\d+) collects\.\n", said).groups()

    def log(self, job, task):
        (path,) = self.folder.glob(f"*-{job}-{task}.log")
        return path.read_text()

    def first_task(self, folder, job):
        """A task that has done some runs but by far not all, held: its number, program, workers."""
        held = self.hold(folder, RUNS, f"SLURM_ARRAY_JOB_ID={job}")
        for task in map(str, range(1, TASKS + 1)):
            mine = self.tasks_of(job, f"SLURM_ARRAY_TASK_ID={task}")
            done = {run for run in self.records(folder) if run % TASKS == int(task) - 1}
            if len(mine) == 2 and 0 < len(done) < SHARE:
                program = next(one for one in mine if parent_of(one) not in mine)
                return task, program, held
        raise AssertionError(f"no task is in the middle: {self.jobs()}")

    def assert_completed(self, job):
        states = self.wait_for_end(job)
        self.assertEqual(set(states.values()), {"COMPLETED"}, [self.log(job, task) for task in states])

    def assert_as_whole(self, folder, collect):
        self.assertEqual(self.wait_for_end(collect), {"0": "COMPLETED"})
        self.assertIn(f"{RUNS} runs, {RUNS} done, 0 failed, 0 missing", self.log(collect, 0))
        self.assert_as_alone(folder)

    def test_preempted_and_requeued(self):
        job, collect = self.submit("preempted")
        self.first_task("preempted", job)
        urgent = self.succeed(
            "sbatch", "--parsable", "--partition=urgent", "--nodes=3", "--exclusive", "--array=0", "--output=/dev/null",
            "--wrap=sleep 1",
        ).strip()
        self.wait_for_end(urgent)
        self.assert_completed(job)
        logs = [self.log(job, task) for task in range(1, TASKS + 1)]
        self.assertTrue(any(re.search(r"stopped after \d+ of 30 runs; go on with", log) for log in logs), logs)
        self.assertTrue(any(re.search(r"30 runs, \d+ of them found done", log) for log in logs), logs)
        self.assert_as_whole("preempted", collect)

    def test_requeued_by_hand(self):
        job, collect = self.submit("requeued")
        task, program, held = self.first_task("requeued", job)
        self.succeed("scontrol", "requeue", f"{job}_{task}")
        send(signal.SIGCONT, held)
        self.assert_completed(job)
        self.assertIn("of them found done", self.log(job, task))
        self.assert_as_whole("requeued", collect)

    def test_a_lost_node_whose_old_process_lives(self):
        job, collect = self.submit("lost")
        task, program, held = self.first_task("lost", job)
        node = next(node for one, _, node in self.jobs(f"--job={job}") if one == task)
        self.addCleanup(self.bring_back, node)
        self.addCleanup(send, signal.SIGCONT, held)
        self.lose_node(node, held)
        old = [one for one in held if one in self.programs()]
        self.assertIn(program, old)

        since = {}

        def again():
            states = self.states(job)
            self.hurry(job, states, since)
            return states[task] in ("RUNNING", "COMPLETED")

        self.wait_until(again, "the task to be queued again")
        send(signal.SIGCONT, held)  # now both are at the same runs
        self.assert_completed(job)
        self.assert_as_whole("lost", collect)
        self.wait_until(lambda: not self.tasks_of(job), "the old process to end")
        self.succeed("selforg", "collect", "lost")
        self.assert_as_alone("lost")

    def test_a_killed_task_is_missing_until_it_is_submitted_again(self):
        job, collect = self.submit("killed")
        task, program, held = self.first_task("killed", job)
        send(signal.SIGKILL, [program])
        send(signal.SIGCONT, held)
        self.assertEqual(self.wait_for_end(job)[task], "FAILED")
        self.assertEqual(self.wait_for_end(collect), {"0": "FAILED"})
        self.assertRegex(self.log(collect, 0), r"[1-9]\d* missing")
        job, collect = self.submit("killed")
        self.assert_completed(job)
        self.assertIn("of them found done", self.log(job, task))
        self.assert_as_whole("killed", collect)

    def test_the_signal_before_the_limit(self):
        job, collect = self.submit("limit")
        task, program, held = self.first_task("limit", job)
        self.succeed("scancel", "--batch", "--signal=USR1", f"{job}_{task}")
        self.wait_until(lambda: has_received(program, signal.SIGUSR1), "the signal")
        send(signal.SIGCONT, held)
        self.assertEqual(self.wait_for_end(job)[task], "FAILED")
        self.assertIn("go on with: selforg sweep sharing.yaml -o limit --resume", self.log(job, task))
        self.assertIn("ExitCode=75:0", self.succeed("scontrol", "show", "job", f"{job}_{task}"))
        job, collect = self.submit("limit")
        self.assert_completed(job)
        self.assert_as_whole("limit", collect)

    def test_ranks_by_srun_on_three_nodes(self):
        command = ["selforg", "sweep", "sharing.yaml", "-o", "srun", "--quiet"]
        # By the network, as nodes do: these have one memory, and Open MPI's files in it would meet.
        self.succeed("srun", "--mpi=pmix", "--nodes=3", "--ntasks=6", *command, OMPI_MCA_btl="self,tcp")
        self.assert_as_alone("srun")


if __name__ == "__main__":
    unittest.main()
