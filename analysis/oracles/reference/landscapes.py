"""The landscapes of the reference model: how good a configuration is."""
from .draws import Draw, total

# ---- landscapes: how good a configuration is. A configuration is a tuple of bits, or a place in the list (listed)


class Landscape:
    def __init__(self, parameters, seed):
        self.parameters, self.seed = parameters, seed
        self.domain_count = parameters.domains if parameters else 1

    def value(self, number, index):
        return Draw(self.seed, "LANDSCAPE_VALUE", 0, number, index).uniform()

    def neighbours(self, domain, place):
        """The K other bits that a bit depends on: the beginning of a shuffle of all others."""
        others = [other for other in range(self.parameters.bits) if other != place]
        for k in range(self.parameters.interactions):
            pick = k + Draw(self.seed, "LANDSCAPE_NEIGHBOUR", k, domain, place).below(len(others) - k)
            others[k], others[pick] = others[pick], others[k]
        return others[:self.parameters.interactions]

    def own_quality(self, number, domain, configuration):
        """The quality by the numbers of one landscape: a domain's, or a spot's in that domain."""
        kind, bits, block = self.parameters.kind, self.parameters.bits, self.parameters.block_bits
        if kind == "listed":
            return self.value(number, configuration)
        if kind == "match":
            right = [bit == (self.value(number, place) >= 0.5) for place, bit in enumerate(configuration)]
            return block * sum(all(right[first:first + block]) for first in range(0, bits, block)) / bits
        values = []
        for place in range(bits):
            pattern = 0
            for other in [place, *self.neighbours(domain, place)]:
                pattern = 2 * pattern + configuration[other]
            values.append(self.value(number, place << 24 | pattern))
        return total(values) / bits

    def quality(self, domain, configuration):
        if not self.parameters:
            return 0.0
        if self.parameters.kind == "listed":
            return list(self.parameters.practices.values())[configuration]
        return self.own_quality(domain, domain, configuration)

    def quality_at(self, spot, domain, configuration):
        """Where it is tried, a share `context_weight` of the quality comes from the spot's own landscape."""
        at_large, context = self.quality(domain, configuration), self.parameters.context_weight
        if context == 0:
            return at_large
        return (1 - context) * at_large + context * self.own_quality(self.domain_count + spot, domain, configuration)

    def any(self, draw):
        if self.parameters.kind == "listed":
            return draw.below(len(self.parameters.practices))
        words = draw.words()
        return tuple(words[place // 32] >> place % 32 & 1 for place in range(self.parameters.bits))

    def variant(self, configuration, draw):
        """One bit changed; of a list, any other practice."""
        if self.parameters.kind == "listed":
            count = len(self.parameters.practices)
            return (configuration + 1 + draw.below(count - 1)) % count if count > 1 else configuration
        place = draw.below(self.parameters.bits)
        return (*configuration[:place], 1 - configuration[place], *configuration[place + 1:])
