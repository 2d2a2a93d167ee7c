"""Mean-field theory of an organisation in which projects lead to projects: when it carries itself, and how busy it is.

    selforg run base.yaml -o still.h5 --set create.making_rate=0        # the section `create` is there, and makes nothing
    python3 -m studies.emergence.theory still.h5 --making-rates 0,0.005,0.01,0.02

Nothing is fitted. What the theory takes is either written in the scenario (making_rate beta, memory_steps M, the
shifts of confidence, gap_weight) or read off runs in which beta is 0, so it predicts runs in which it is not.

Let s be the projects that start per person and step. Everything is per person and step, in the mean; people are
alike, and independent of each other.

1. Starts. Opportunities arrive at a rate lambda, or are made at a rate beta E w (below); of each come sigma starts.
   So

       s = sigma (lambda + beta E(s) w(s)).                                                          (1)

2. Who makes them. A project has m members when it ends, and as many end as start, so each person ends projects at a
   rate nu = m s. As a Poisson process: who ended one in the last M steps is engaged,

       E = 1 - exp(-nu M).                                                                           (2)

   People are not equally often in projects, though. With --uneven their rates are Gamma-distributed, of a shape
   kappa that the runs' own engaged_fraction and nu give, and E = 1 - (1 + nu M / kappa)^-kappa, below (2), which is
   the limit of large kappa. Where little happens kappa is hardly to be seen: take runs in which a tenth of the
   people are engaged, or more.

   An engaged person makes beta w opportunities a step, w = a c (1 + gap_weight g): a the attention left, c the
   confidence of the engaged, g by how much their expectation is above what they believe of what they use, on
   average where it is positive.

3. Attention goes with what is under way, a = 1 - (1 - a0) s / s0, and never below 0: a0 and s0 are those of the
   runs.

4. Confidence. A success moves it by u of the way to 1, a failure by u (1 - k) of the way to 0, k being what a
   debrief saves; a share p succeed; in every step it moves back to c0 by rho (relax), and a share tau of people are
   replaced. In balance its mean over everybody is

       c_all = ((rho + tau) c0 + nu p u) / (rho + tau + nu (p u + (1 - p) u (1 - k))).                (3)

   The engaged have just ended a project, which finds them as everybody is and leaves them at c_all + p u (1 -
   c_all) - (1 - p) u (1 - k) c_all =: c_end. j steps after it, if none followed, it is c0 + (c_end - c0) (1 -
   rho)^j; the last end of an engaged person is j steps back with a probability proportional to exp(-nu (j - 1)), j
   = 1 ... M. The mean over that is c(s).  (4) So even one project alone leaves its members more confident than
   others, and that counts in the threshold.

5. Threshold. For small s, E = nu M, and each project leads to

       R0 = sigma beta m M w(0)                                                                      (5)

   others. Without arrivals there is activity that lasts only for R0 > 1, that is for beta > 1 / (sigma m M w(0)),
   or, if more activity makes people more willing faster than they run out, already below. With x = nu M and w1 = d
   ln w / dx at 0, E w = w(0) x (1 + (w1 - 1/2) x + ...): the bifurcation is backward (two states side by side,
   hysteresis) if and only if w1 > 1/2, or, where people are uneven, w1 > (1 + 1 / kappa) / 2.

6. With arrivals R0 = 1 is crossed without anything to see at once: (1) has a solution for every beta, and in it the
   reproduction number that is observed, follow-ups per ended project, is R = 1 - sigma lambda / s, below 1 always. It is R0 at
   little activity, and tends to 1 as the organisation carries itself. Cascades have 1 / (1 - R) projects on average.

7. Coming back. One start more brings R' = sigma beta d(E w)/ds others (equation 1), spread over the M steps after it ended,
   T = steps_at_work after it began. A small disturbance so fades as exp(r t), with

       R' mean over j = 1 ... M of exp(-r (T + j)) = 1,                                               (6)

   and is down to 1/e after -1/r steps: near R' = 1 about (T + (M + 1) / 2) / (1 - R'). Without arrivals R' is R0 below the
   threshold, and the time has no end at it; with them R' stays below 1, and the time has a largest value near it.
   Attention and confidence are taken as if they went along at once, and gathering takes no time.

Left out: who works with whom, how skills, trust and beliefs change with activity (m, sigma, p, g and lambda are
held at what they were at beta 0), stances, turnover of the engaged, and chance.
"""
from __future__ import annotations

import argparse
import json
import math
import pathlib
from dataclasses import asdict, dataclass

import numpy as np

import selforg


@dataclass(frozen=True)
class Measured:
    """What the theory takes; all of runs that make no opportunities of their own, after `settle` steps."""
    arrivals: float         # lambda, per person and step
    starts: float           # s0, per person and step
    members: float          # m, of a project at work
    steps_at_work: float    # as rows of the series show them: from the step of starting to that before the end
    success: float          # p, of those that end
    attention: float        # a0, mean over everybody
    engaged: float          # E
    gap: float              # g, mean over the engaged
    gap_weight: float
    memory: int             # M
    confidence_start: float  # c0
    success_shift: float    # u
    failure_shift: float    # u (1 - k)
    relaxation: float       # rho
    turnover: float         # tau

    @property
    def starts_per_opportunity(self):
        """sigma"""
        return self.starts / self.arrivals


def cut_normal_mean(mean, sd):
    """Of a normal distribution whose values beyond 0 and 1 are put there."""
    if sd <= 0:
        return min(1.0, max(0.0, mean))
    low, high = (0 - mean) / sd, (1 - mean) / sd
    cdf = lambda z: 0.5 * math.erfc(-z / math.sqrt(2))
    density = lambda z: math.exp(-z * z / 2) / math.sqrt(2 * math.pi)
    return mean * (cdf(high) - cdf(low)) + sd * (density(low) - density(high)) + 1 - cdf(high)


def measure(runs, settle):
    """Of runs of one scenario, pooled: sums over steps and runs, and their ratios."""
    total = dict.fromkeys(
        ("people", "arrived", "ended", "succeeded", "at_work", "members", "attention", "engaged", "gap"), 0.0)
    for run in runs:
        parameter = lambda path, absent=0.0: run.parameters["value"].get(path, absent)
        if parameter("create.making_rate", None) != 0:
            raise SystemExit(f"{run.path}: create.making_rate must be 0, and the section 'create' there")
        late = run.series.sel(step=slice(settle, None))
        people, growth = len(run.agents), lambda name: float(late[name][-1] - late[name][0])
        every = int(late.step[1] - late.step[0])
        total["people"] += people * float(late.step[-1] - late.step[0])
        total["arrived"] += growth("opportunities_arrived")
        total["succeeded"] += growth("projects_succeeded")
        total["ended"] += growth("projects_succeeded") + growth("projects_failed")
        rows = late.isel(step=slice(1, None))
        total["at_work"] += every * float(rows.projects_active.sum())
        total["members"] += every * people * float(rows.active_memberships_mean.sum())
        total["attention"] += every * people * float(rows.attention_mean.sum())
        total["engaged"] += every * people * float(rows.engaged_fraction.sum())
        total["gap"] += every * people * float((rows.engaged_fraction * rows.engaged_gap).sum())
    if not total["ended"] or not total["arrived"]:
        raise SystemExit("no project ended after the steps left out: there is nothing to go by")
    saved = parameter("debrief.failure_buffer") * parameter("debrief.depth")
    return Measured(arrivals=total["arrived"] / total["people"],
                    starts=total["ended"] / total["people"],
                    members=total["members"] / total["at_work"],
                    steps_at_work=total["at_work"] / total["ended"],
                    success=total["succeeded"] / total["ended"],
                    attention=total["attention"] / total["people"],
                    engaged=total["engaged"] / total["people"],
                    gap=total["gap"] / total["engaged"],
                    gap_weight=parameter("initiate.gap_weight"),
                    memory=int(parameter("create.memory_steps")),
                    confidence_start=cut_normal_mean(
                        parameter("people.confidence_mean"), parameter("people.confidence_sd")),
                    success_shift=parameter("conclude.confidence_shift"),
                    failure_shift=parameter("conclude.confidence_shift") * (1 - saved),
                    relaxation=parameter("relax.confidence_shift"),
                    turnover=parameter("renew.turnover_probability"))


def shape_of(engaged, ends):
    """kappa: the shape of a Gamma distribution of rates, of mean `ends`, under which so many have ended a project or more."""
    log_idle = lambda shape: -shape * math.log1p(ends / shape)
    low, high = 1e-6, 1e6
    if log_idle(high) >= math.log1p(-engaged):
        return math.inf  # as many as if all were alike, or more
    for _ in range(200):
        middle = math.sqrt(low * high)
        low, high = (middle, high) if log_idle(middle) > math.log1p(-engaged) else (low, middle)
    return low


class MeanField:
    """The theory of these measured values; `self.of` holds them. uneven: people are not equally often in projects. Starts may be
    one number or an array."""

    def __init__(self, measured, uneven=False):
        self.of = measured
        ends = measured.members * measured.starts * measured.memory
        self.shape = shape_of(measured.engaged, ends) if uneven else math.inf
        self.ages = np.arange(1, measured.memory + 1)
        self.kept = (1 - measured.relaxation) ** self.ages

    def engaged(self, starts):
        """E, equation (2)."""
        ends = self.of.members * starts * self.of.memory
        return -np.expm1(-ends if math.isinf(self.shape) else -self.shape * np.log1p(ends / self.shape))

    def attention(self, starts):
        return np.maximum(0.0, 1 - (1 - self.of.attention) * starts / self.of.starts)

    def confidence_of_all(self, starts):
        """Equation (3)."""
        of, ends = self.of, self.of.members * starts
        back = of.relaxation + of.turnover
        up, down = of.success * of.success_shift, (1 - of.success) * of.failure_shift
        moves = back + ends * (up + down)
        still = moves == 0
        return np.where(still, of.confidence_start, (back * of.confidence_start + ends * up) / np.where(still, 1, moves))

    def confidence_of_engaged(self, starts):
        """Equation (4)."""
        of = self.of
        everybody = self.confidence_of_all(starts)
        up, down = of.success * of.success_shift, (1 - of.success) * of.failure_shift
        end = everybody + up * (1 - everybody) - down * everybody
        weight = np.exp(-of.members * np.multiply.outer(starts, self.ages - 1))
        return of.confidence_start + (end - of.confidence_start) * (weight @ self.kept) / weight.sum(axis=-1)

    def willingness(self, starts):
        """w: what an engaged person makes in a step, over making_rate."""
        return self.attention(starts) * self.confidence_of_engaged(starts) * (1 + self.of.gap_weight * self.of.gap)

    def r0(self, making_rate):
        """Equation (5)."""
        return making_rate * self.of.starts_per_opportunity * self.of.members * self.of.memory * self.willingness(0)

    def threshold(self):
        """The making_rate at which R0 is 1."""
        return 1 / self.r0(1)

    def willingness_slope(self):
        """w1 = d ln w / dx at x = m s M = 0."""
        small = 1e-6
        starts = small / (self.of.members * self.of.memory)
        return (math.log(self.willingness(starts)) - math.log(self.willingness(0))) / small

    def is_backward(self):
        return self.willingness_slope() > (1 + 1 / self.shape) / 2

    def most_starts(self):
        """Where nobody has any attention left."""
        return self.of.starts / (1 - self.of.attention) if self.of.attention < 1 else 1.0

    def excess(self, starts, making_rate, arrivals):
        made = making_rate * self.engaged(starts) * self.willingness(starts)
        return self.of.starts_per_opportunity * (arrivals + made) - starts

    def return_time(self, starts, making_rate):
        """Equation (6), at a stable state; None where nothing follows from anything."""
        made = lambda s: self.of.starts_per_opportunity * making_rate * float(self.engaged(s) * self.willingness(s))
        multiplied = (made(1.001 * starts) - made(0.999 * starts)) / (0.002 * starts)
        if multiplied <= 0:
            return None
        delays = self.of.steps_at_work + self.ages
        low, high = 1e-9, 10.0  # -r: the sum grows with it
        for _ in range(200):
            middle = math.sqrt(low * high)
            low, high = (low, middle) if multiplied * np.exp(middle * delays).mean() > 1 else (middle, high)
        return 1 / low

    def states(self, making_rate, arrivals=None):
        """All solutions of equation (1), from the least active: dicts with starts, activity (projects at work that a person
        is in), engaged, attention, confidence, reproduction, cascade_size, whether the state is stable, and return_time in steps."""
        arrivals = self.of.arrivals if arrivals is None else arrivals
        most = self.most_starts() + self.of.starts_per_opportunity * arrivals
        grid = np.concatenate([np.geomspace(most * 1e-12, most * 1e-2, 2000), np.linspace(most * 1e-2, most, 2000)[1:]])
        values = self.excess(grid, making_rate, arrivals)
        found = []
        for i in np.flatnonzero(np.sign(values[1:]) != np.sign(values[:-1])):
            low, high, falls = grid[i], grid[i + 1], values[i] > 0
            for _ in range(60):
                middle = (low + high) / 2
                if (self.excess(middle, making_rate, arrivals) > 0) == falls:
                    low = middle
                else:
                    high = middle
            found.append(self.state((low + high) / 2, falls, arrivals, making_rate))
        return found

    def state(self, starts, stable, arrivals, making_rate):
        reproduction = 1 - self.of.starts_per_opportunity * arrivals / starts
        return {"starts": starts, "activity": self.of.members * starts * self.of.steps_at_work,
                "engaged": float(self.engaged(starts)), "attention": float(self.attention(starts)),
                "confidence": float(self.confidence_of_all(starts)), "willingness": float(self.willingness(starts)),
                "reproduction": reproduction, "cascade_size": 1 / (1 - reproduction) if reproduction < 1 else math.inf,
                "stable": bool(stable), "return_time": self.return_time(starts, making_rate) if stable else None}


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="python3 -m studies.emergence.theory", description=__doc__.split("\n")[0], epilog="The theory is in studies/emergence/theory.py, on top.")
    parser.add_argument("runs", nargs="+", type=pathlib.Path, help="results of one scenario, create.making_rate 0, any seeds")
    parser.add_argument("--making-rates", default="0,0.005,0.01,0.02", help="values of create.making_rate, commas between")
    parser.add_argument("--arrivals", type=float, help="per person and step, in place of those that were measured")
    parser.add_argument("--uneven", action="store_true", help="people are not equally often in projects, but as the runs say")
    parser.add_argument("--settle", type=int, default=104, help="steps that are left out at the beginning (104)")
    parser.add_argument("--json", action="store_true", help="everything, for programs")
    options = parser.parse_args(arguments)
    theory = MeanField(measure([selforg.open(path) for path in options.runs], options.settle), options.uneven)
    rates = [float(text) for text in options.making_rates.split(",")]
    states = {rate: theory.states(rate, options.arrivals) for rate in rates}
    if options.json:
        print(json.dumps({"measured": asdict(theory.of), "starts_per_opportunity": theory.of.starts_per_opportunity,
                          "shape": theory.shape if math.isfinite(theory.shape) else None,
                          "threshold": theory.threshold(), "willingness_slope": theory.willingness_slope(),
                          "backward": theory.is_backward(),
                          "rates": [{"making_rate": rate, "r0": theory.r0(rate), "states": states[rate]} for rate in rates]},
                         indent=1))
        return
    for name, value in asdict(theory.of).items():
        print(f"{name:24} {value:.4g}")
    print(f"{'starts_per_opportunity':24} {theory.of.starts_per_opportunity:.4g}\n{'shape':24} {theory.shape:.4g}")
    print(f"\nR0 is 1 at create.making_rate {theory.threshold():.4g}; d ln w / dx = {theory.willingness_slope():.3f}: "
          f"{'backward, two states' if theory.is_backward() else 'no second state near the threshold'}\n")
    print(f"{'making_rate':>11} {'R0':>6} {'activity':>9} {'engaged':>8} {'R':>6} {'cascade':>8}")
    for rate, found in states.items():
        for state in found:
            print(f"{rate:11g} {theory.r0(rate):6.2f} {state['activity']:9.4f} {state['engaged']:8.3f} "
                  f"{state['reproduction']:6.3f} {state['cascade_size']:8.2f}{'' if state['stable'] else '  (unstable)'}")


if __name__ == "__main__":
    main()
