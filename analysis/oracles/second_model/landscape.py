"""What makes a practice good: an NK landscape for each domain, and one for each spot and domain."""
import numpy as np


class Landscape:
    """Quality of configurations of some bits: the mean over bits of a number for each pattern of the bit and K others."""

    def __init__(self, seen, random):
        self.seen, self.weights = seen, 2 ** np.arange(seen.shape[1])
        self.numbers = random.random((len(seen), 2 ** seen.shape[1]))

    def quality(self, configuration):
        patterns = np.array(configuration)[self.seen] @ self.weights
        return float(self.numbers[np.arange(len(patterns)), patterns].mean())


def seen_by_bits(bits, others, random):
    """Of each bit: itself, and the others by which it goes."""
    return np.array([[bit, *random.choice([b for b in range(bits) if b != bit], others, replace=False)] for bit in range(bits)])


class Landscapes:
    """A practice is (domain, configuration). A spot is an opportunity or a person's place, and has landscapes of its own."""

    def __init__(self, settings, random):
        shape = settings["landscape.bits"], settings["landscape.interactions"]
        self.random, self.weight = random, settings["landscape.context_weight"]
        self.common = [Landscape(seen_by_bits(*shape, random), random) for _ in range(settings["landscape.domains"])]
        self.local, self.known, self.known_there = {}, {}, {}

    def quality(self, practice):
        """The true quality, without context."""
        if practice not in self.known:
            self.known[practice] = self.common[practice[0]].quality(practice[1])
        return self.known[practice]

    def of_spot(self, spot, domain):
        if (spot, domain) not in self.local:
            self.local[spot, domain] = Landscape(self.common[domain].seen, self.random)
        return self.local[spot, domain]

    def quality_there(self, practice, spot):
        """The quality where it is tried."""
        if (practice, spot) not in self.known_there:
            local = self.of_spot(spot, practice[0]).quality(practice[1])
            self.known_there[practice, spot] = (1 - self.weight) * self.quality(practice) + self.weight * local
        return self.known_there[practice, spot]
