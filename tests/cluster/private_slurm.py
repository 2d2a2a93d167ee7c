"""A Slurm cluster of its own on one machine: three nodes with two processors each, on ports that nobody uses.

Everything is in one folder and no daemon of the system is needed. Jobs of the partition `urgent` push those of `main`
out, which are queued again.
"""

import os
import signal
import socket
import subprocess
import time
import unittest

from cluster import ClusterTest, is_over, parent_of, send
from keeper import has_open

NODES = ("n1", "n2", "n3")
PROCESSORS = 2

CONFIGURATION = """\
ClusterName=selforg
SlurmctldHost={host}(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/none
CredType=cred/none
SlurmctldPort={ports[0]}
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/%n
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/%n.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerType=sched/backfill
SchedulerParameters=sched_interval=1,bf_interval=1,sched_min_interval=0,batch_sched_delay=0
SlurmdParameters=config_overrides
MpiDefault=none
ReturnToService=2
KillWait=30
MinJobAge=3600
PreemptType=preempt/partition_prio
PreemptMode=REQUEUE
PartitionName=main Nodes=ALL Default=YES PriorityTier=1
PartitionName=urgent Nodes=ALL PriorityTier=2 PreemptMode=OFF
"""
NODE = "NodeName={node} NodeHostname={host} NodeAddr=127.0.0.1 Port={port} CPUs={processors} RealMemory=8000\n"


def free_ports(count):
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


class SlurmTest(ClusterTest):
    @classmethod
    def setUpClass(cls):
        if os.geteuid() != 0:
            raise unittest.SkipTest("a cluster of its own needs root")
        super().setUpClass()
        cls.slurm = cls.folder / "slurm"
        (cls.slurm / "state").mkdir(parents=True)
        host, ports = socket.gethostname().split(".")[0], free_ports(1 + len(NODES))
        text = CONFIGURATION.format(folder=cls.slurm, host=host, ports=ports)
        for node, port in zip(NODES, ports[1:]):
            text += NODE.format(node=node, host=host, port=port, processors=PROCESSORS)
        for name in ("controller", *NODES):
            (cls.slurm / name).mkdir()
            (cls.slurm / name / "slurm.conf").write_text(text)
            # None are used; the other kinds look for some when they begin, and end where there are none.
            (cls.slurm / name / "cgroup.conf").write_text("CgroupPlugin=cgroup/v1\n")
            # Nodes that share one machine must not share PMIx's folder.
            (cls.slurm / name / "mpi.conf").write_text(f"PMIxCliTmpDirBase={cls.slurm / name}\n")
        cls.environment["SLURM_CONF"] = str(cls.slurm / "controller" / "slurm.conf")
        cls.daemons = {"controller": cls.start_daemon("controller", "slurmctld", "-D", "-c")}
        for node in NODES:
            cls.start_node(node)
        cls.wait_until(lambda: cls.state_of_nodes() == ["idle"] * len(NODES), "the nodes")

    @classmethod
    def start_daemon(cls, name, *command):
        configuration = cls.slurm / name / "slurm.conf"
        silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return cls.start("env", f"SLURM_CONF={configuration}", *command, "-f", configuration, **silent)

    @classmethod
    def start_node(cls, node):
        cls.daemons[node] = cls.start_daemon(node, "slurmd", "-D", "-N", node)

    @classmethod
    def state_of_nodes(cls):
        return cls.call("sinfo", "--noheader", "--Node", "--partition=main", "--format=%t").stdout.split()

    @classmethod
    def leave(cls):
        super().leave()
        for daemon in getattr(cls, "daemons", {}).values():
            daemon.wait()

    def jobs(self, *which):
        """(task of the array, state, node) of each task, as text."""
        lines = self.succeed("squeue", "--noheader", "--array", "--states=all", "--format=%K %T %N", *which).splitlines()
        return [(line.split() + [""])[:3] for line in lines]

    def states(self, job):
        return {task: state for task, state, _ in self.jobs(f"--job={job}")}

    def wait_for_end(self, job):
        """The states of its tasks, once all have ended."""
        since = {}

        def ended():
            states = self.states(job)
            self.hurry(job, states, since)
            return all(one in ("COMPLETED", "FAILED", "TIMEOUT", "CANCELLED") for one in states.values())

        self.wait_until(ended, f"{job} to end")
        return self.states(job)

    def hurry(self, job, states, since):
        """What is queued again would wait two minutes, so that the news of its first end cannot meet it in its second
        life; some seconds do here. `since` when a task is pending."""
        for task, state in states.items():
            if state != "PENDING":
                since.pop(task, None)
            elif time.monotonic() > since.setdefault(task, time.monotonic()) + 3:
                self.call("scontrol", "update", f"JobId={job}_{task}", "StartTime=now")

    def tasks_of(self, job, *settings):
        return self.programs(f"SLURM_ARRAY_JOB_ID={job}", *settings)

    def lose_node(self, node, held):
        """Its daemon dies and so do the keepers of its jobs; what these jobs had started lives on, held as before.

        It may not be held at that moment: the kernel ends what is held when it loses its parent."""
        candidates = {self.daemons[node].pid, *map(parent_of, held)}
        daemons = [one for one in candidates if one and has_open(one, self.slurm / f"{node}.log")]
        send(signal.SIGCONT, held)
        send(signal.SIGKILL, daemons)
        self.daemons.pop(node).wait()
        self.wait_until(lambda: all(map(is_over, daemons)), "the node's daemons to be gone")
        send(signal.SIGSTOP, held)
        self.succeed("scontrol", "update", f"NodeName={node}", "State=DOWN", "Reason=lost")

    def bring_back(self, node):
        self.start_node(node)
        self.wait_until(lambda: self.state_of_nodes() == ["idle"] * len(NODES), "the node to come back")
