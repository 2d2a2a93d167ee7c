"""A study by the ranks of Open MPI, whole and with ranks that are killed: the bytes that one process alone makes.
Also tests study/runs/ranks_mpi.c."""

import signal
import unittest

from cluster import RUNS, ClusterTest, has_received, parent_of, send
from keeper import environment


class MpiTest(ClusterTest):
    def sweep(self, folder, *more, ranks=4):
        return ["mpirun", "-n", ranks, "selforg", "sweep", "sharing.yaml", "-o", folder, "--progress", "none", *more]

    def begin(self, folder):
        """mpirun, the ranks by number, and their workers: all held where some runs are done."""
        process = self.start(*self.sweep(folder))
        held = self.hold(folder, RUNS)
        of = {one: number for number in range(4) for one in held if f"OMPI_COMM_WORLD_RANK={number}" in environment(one)}
        ranks = {of[one]: one for one in held if parent_of(one) == process.pid}
        workers = {of[one]: one for one in held if parent_of(one) in ranks.values()}
        self.assertEqual(set(ranks), {0, 1, 2, 3})
        return process, ranks, workers

    def go_on(self, process, ranks, workers):
        """What mpirun prints in the end."""
        send(signal.SIGCONT, [*ranks.values(), *workers.values()])
        return process.communicate(timeout=self.patience)

    def resume(self, folder, *more):
        self.succeed(*self.sweep(folder, "--resume", *more))
        self.assert_as_alone(folder)

    def test_any_number_of_ranks(self):
        for ranks in (1, 2, 4):
            output = self.succeed(*self.sweep(f"by{ranks}", ranks=ranks))
            self.assertIn(f"{RUNS} runs, in", output)
            self.assert_as_alone(f"by{ranks}")

    def test_ranks_with_several_workers_and_shards(self):
        for shard in ("2/2", "1/2"):
            self.succeed(*self.sweep("shards", "--shard", shard, "-j", "2", ranks=2))
        self.succeed("selforg", "collect", "shards")
        self.assert_as_alone("shards")

    def test_every_rank_works(self):
        process, ranks, workers = self.begin("busy")
        self.assertNotIn("selforg: ", self.go_on(process, ranks, workers)[1])
        self.assertEqual(process.returncode, 0)
        self.assertGreaterEqual(len(workers), 2)  # all four, but some may not have begun
        self.assert_as_alone("busy")

    def test_a_rank_that_is_killed(self):
        for number in (3, 0):
            process, ranks, workers = self.begin(f"killed{number}")
            send(signal.SIGKILL, [ranks[number]])
            self.go_on(process, ranks, workers)
            self.assertNotEqual(process.returncode, 0)
            self.wait_until(lambda: not self.programs(), "the other ranks and all workers to end")
            self.assertLess(len(self.records(f"killed{number}")), RUNS)
            self.resume(f"killed{number}")

    def test_a_worker_that_is_killed_takes_no_rank_with_it(self):
        process, ranks, workers = self.begin("worker")
        send(signal.SIGKILL, [*workers.values()][:1])
        errors = self.go_on(process, ranks, workers)[1]
        self.assertEqual(process.returncode, 3, errors)
        self.assertIn("1 run failed", errors)
        self.resume("worker", "--retry-failed")

    def test_the_signal_before_the_limit(self):
        process, ranks, workers = self.begin("limit")
        process.send_signal(signal.SIGUSR1)  # mpirun passes it on
        self.wait_until(lambda: all(has_received(one, signal.SIGUSR1) for one in ranks.values()), "the signal")
        errors = self.go_on(process, ranks, workers)[1]
        self.assertEqual(process.returncode, 75, errors)
        self.assertRegex(errors, r"stopped after \d+ of 120 runs; go on with: selforg sweep sharing.yaml -o limit --resume")
        self.assertEqual(errors.count("selforg: "), 1)
        self.resume("limit")

    def test_what_is_wrong_is_said_once(self):
        result = self.call(*self.sweep("alone"))
        self.assertEqual(result.returncode, 2)
        self.assertEqual(result.stderr.count("alone: exists already"), 1)


if __name__ == "__main__":
    unittest.main()
