"""What the replications of social learning expect, from the Markov chain of each model: how many of N people use the first
of two practices (or the only one) is the state, and its distribution is exact.

    python3 -m oracles.chains     prints every number: replication, condition, outcome, value

Nothing here knows the simulator. tests/analysis/oracles/chains_test.py holds `expect` of scenarios/replications to these numbers.
"""

from math import comb, exp

import numpy as np


def binomial(n, p):
    return np.array([comb(n, k) * p**k * (1 - p)**(n - k) for k in range(n + 1)])


def at_least(least, sample, marked, people):
    """The probability that of a sample of different people at least so many are marked (hypergeometric)."""
    ways = sum(comb(marked, k) * comb(people - marked, sample - k) for k in range(least, sample + 1))
    return ways / comb(people, sample)


# ---- one person after another: a turn changes the state by one at most


def turns(people, up, down):
    """The matrix of a turn of a person drawn from all; up(k), down(k): that a user of the second practice takes up the
    first, and the reverse, where k use the first."""
    matrix = np.zeros((people + 1, people + 1))
    for k in range(people + 1):
        rise = (people - k) / people * up(k) if k < people else 0
        fall = k / people * down(k) if k > 0 else 0
        matrix[k, k] = 1 - rise - fall
        if k < people:
            matrix[k, k + 1] = rise
        if k > 0:
            matrix[k, k - 1] = fall
    return matrix


def all_by(matrix, start, steps):
    """The probability that all use the first practice after so many steps, of as many turns as there are people."""
    people = len(matrix) - 1
    return np.linalg.matrix_power(matrix, people * steps)[start, people]


def with_all_of(sample, people):
    """A person takes up what all of a sample of others use."""
    return turns(people, lambda k: at_least(sample, sample, k, people - 1),
                 lambda k: at_least(sample, sample, people - k, people - 1))


def ring(people):
    """A person takes over what one of two neighbours on a ring uses; users of the first practice begin side by side, and stay so."""
    return turns(people, lambda k: (k > 0) / (people - k), lambda k: (k < people) / k)


def moran(people, gain):
    """A person takes up what somebody uses who is drawn from all by fitness exp(gain)."""
    fitness = exp(gain)
    return turns(people, lambda k: k * fitness / (k * fitness + people - k),
                 lambda k: (people - k) / (k * fitness + people - k))


def fermi(people, gain):
    """A person compares with one other, and takes over what is better by the logistic function of the gain."""
    return turns(people, lambda k: k / (people - 1) / (1 + exp(-gain)),
                 lambda k: (people - k) / (people - 1) / (1 + exp(gain)))


# ---- everybody at once


def together(people, up, down):
    """The matrix of a step in which everybody decides by the state as it was."""
    return np.array([np.convolve(binomial(k, 1 - down(k)) if k > 0 else [1],
                                 binomial(people - k, up(k)) if k < people else [1]) for k in range(people + 1)])


def mean_after(matrix, start, steps):
    return np.linalg.matrix_power(matrix, steps)[start] @ np.arange(len(matrix))


def sis(people, beta, drops):
    return together(people, lambda k: 1 - (1 - beta)**k, lambda k: drops)


def neutral(people, innovation=0.0):
    """How many use one practice where everybody copies one of the generation before, oneself as likely as any other, or
    makes a new one (Wright and Fisher)."""
    return np.array([binomial(people, (1 - innovation) * k / people) for k in range(people + 1)])


def practices_in_use(people, innovation, steps):
    """How many practices are in use, on average: of as many as people at the start, and of those made since."""
    matrix = neutral(people, innovation)
    survives = [1 - np.linalg.matrix_power(matrix, age)[1, 0] for age in range(steps + 1)]
    return people * survives[steps] + people * innovation * sum(survives[:steps])


def leave(people, better, left, gain):
    """How many users of the better practice are among so many who leave, one after another with weight exp(-gain)."""
    chance = np.zeros(left + 1)
    chance[0] = 1
    for gone in range(left):
        then = np.zeros(left + 1)
        for k in range(min(gone, better) + 1):
            good, bad = (better - k) * exp(-gain), people - better - (gone - k)
            share = good / (good + bad)
            then[k] += chance[k] * (1 - share)
            then[k + 1] += chance[k] * share
        chance = then
    return chance


def selection(people, turnover, leaving, copying):
    """The matrix of a step in which each leaves with a probability, by chance or sooner without the better practice, and is
    succeeded by somebody who copies one of those who were there, by chance or sooner one with the better practice."""
    matrix = np.zeros((people + 1, people + 1))
    for k in range(people + 1):
        copied = k * exp(copying) / (k * exp(copying) + people - k)
        for left, chance in enumerate(binomial(people, turnover)):
            for gone, probability in enumerate(leave(people, k, left, leaving)):
                if probability > 0:
                    matrix[k, k - gone:k - gone + left + 1] += chance * probability * binomial(left, copied)
    return matrix


def quorum(people, sample, needed):
    """The better practice is taken up where at least so many of a sample use it."""
    return together(people, lambda k: at_least(needed, sample, k, people - 1), lambda k: 0)


def proportional(people, gain):
    """The better practice of one other is taken up with the difference as probability."""
    return together(people, lambda k: k / (people - 1) * gain, lambda k: 0)


def conformist(people, power):
    """One of the practices of the others is drawn by number to a power."""
    def share(n, m):
        return n**power / (n**power + m**power) if n else 0
    return together(people, lambda k: share(k, people - 1 - k), lambda k: share(people - k, k - 1))


def dosed(people, start, dose, steps):
    """The mean number of users where everybody is tied to everybody, and each who took it up in the step before is a
    signal: of the m-th signal a person takes it up with probability dose[m - 1], the last where there are more."""
    now, means = {(start, start): 1.0}, [float(start)]  # users, and those of them who are news: probability
    for _ in range(steps):
        then = {}
        for (users, fresh), probability in now.items():
            none = 1.0
            for signal in range(users - fresh + 1, users + 1):
                none *= 1 - dose[min(signal, len(dose)) - 1]
            for more, chance in enumerate(binomial(people - users, 1 - none)):
                then[users + more, more] = then.get((users + more, more), 0) + probability * chance
        now = then
        means.append(sum(users * probability for (users, _), probability in now.items()))
    return means


# ---- learning from use


def ruin(chance, learners, start, steps):
    """The probability that all `learners`, who know all that any of them saw, still use what they try after so many steps:
    each tries it once a step, and all go over to what is certain as soon as successes less failures fall below -start."""
    most = start + learners * steps + 1
    gain = {2 * won - learners: p for won, p in enumerate(binomial(learners, chance))}
    now = np.zeros(2 * most + 1)  # by successes less failures, from -most on
    now[most] = 1
    for _ in range(steps):
        then = np.zeros_like(now)
        for more, p in gain.items():
            then += p * np.roll(now, more)
        then[:most - start] = 0  # ruined
        now = then
    return now.sum()


def hot_stove(weight, deviation, steps):
    """The probability of using what is uncertain, after so many steps, of who believes its last outcome, Normal(c, deviation)
    around the certain quality c of the other, and uses it with the logistic function of weight times belief less c."""
    z = np.linspace(-9, 9, 4001)
    outcome = np.exp(-z * z / 2)
    outcome /= outcome.sum()
    use = 1 / (1 + np.exp(-weight * deviation * z))
    now, uses = outcome.copy(), 1.0  # belief, and the probability of using it: at first everybody does
    for _ in range(steps):
        uses = now @ use
        now = now * (1 - use) + uses * outcome
    return uses


# ---- the replications

DOSE = (0.002, 0.02, 0.05, 0.1)


def first_products(people, items, parts, ways, step):
    """How many of people who are alone have made something, where so many sets of parts make something."""
    return people * (1 - (1 - ways / comb(items, parts)) ** step)


def targets():
    """replication: {(condition, outcome): value}"""
    found = {"voter": {}, "q_voter": {}, "fixation": {}, "sis": {}, "neutral": {}, "conformity": {}, "signals": {},
             "selection": {}, "own_evidence": {}, "hot_stove": {}, "recipes": {}}
    for start in (20, 4):
        for step in (20, 40):
            found["voter"][f"from {start}", f"step_{step}"] = all_by(with_all_of(1, 40), start, step)
    for start in (10, 4):
        for step in (20, 40):
            found["voter"][f"ring, from {start}", f"step_{step}"] = all_by(ring(20), start, step)
    found["q_voter"]["three who agree", "end"] = all_by(with_all_of(3, 30), 12, 60)
    found["q_voter"]["majority of three", "end"] = all_by(with_all_of(2, 30), 12, 60)
    for gain in (0.1, 0.2):
        found["fixation"][f"moran {gain}", "end"] = all_by(moran(20, gain), 1, 100)
        found["fixation"][f"comparison {gain}", "end"] = all_by(fermi(20, gain), 1, 100)
    for number in (0.8, 1.5, 2.5):
        found["sis"][f"R0 {number}", "step_100"] = mean_after(sis(200, number * 0.1 / 200, 0.1), 40, 100)
    for step in (1, 5, 20, 60):
        found["neutral"]["copying alone", f"step_{step}"] = practices_in_use(40, 0, step)
        found["neutral"]["with innovation", f"step_{step}"] = practices_in_use(40, 0.02, step)
    for sample, needed in ((3, 2), (5, 4), (5, 5)):
        found["conformity"][f"{needed} of {sample}", "step_1"] = mean_after(quorum(200, sample, needed), 120, 1)
    found["conformity"]["by what is gained", "step_1"] = mean_after(proportional(200, 0.3), 120, 1)
    for power in (0.5, 1, 3):
        found["conformity"][f"power {power}", "step_1"] = mean_after(conformist(200, power), 120, 1)
    for step, users in enumerate(dosed(60, 3, DOSE, 6)):
        if step:
            found["signals"]["", f"step_{step}"] = users
    for condition, turnover, leaving, copying in (("by chance", 1, 0, 0), ("copied 0.05", 1, 0, 0.05), ("copied 0.2", 1, 0, 0.2),
                                                  ("left 0.2", 0.3, 0.2, 0), ("left and copied 0.2", 0.3, 0.2, 0.2)):
        matrix = selection(40, turnover, leaving, copying)
        found["selection"][condition, "users"] = mean_after(matrix, 4, 20)
        found["selection"][condition, "end"] = np.linalg.matrix_power(matrix, 100)[4, 40]
    for condition, learners in (("alone", 1), ("two who tell", 2)):
        found["own_evidence"][condition, "end"] = 600 * ruin(0.6, learners, 0, 300)
    for weight in (10, 20):
        found["hot_stove"][f"last outcome, weight {weight}", "end"] = 1000 * hot_stove(weight, 0.1, 200)
    for step in (1, 5, 10, 20):
        found["recipes"]["alone", f"step_{step}"] = first_products(100, 6, 3, 2, step)
    return found


if __name__ == "__main__":
    for replication, numbers in targets().items():
        for (condition, outcome), value in numbers.items():
            print(f"{replication:12} {condition:20} {outcome:10} {value:.6g}")
