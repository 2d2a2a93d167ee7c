"""What the reference model rests on: its random numbers, and the mathematics under them.

Every draw is a function of its name, and everything is made of operations that give the same bits everywhere: see
sim/random/random.h and sim/random/maths.h, which say the same in C.
"""
import itertools
import math
import struct

# ---- random numbers: every draw is a function of its name

STREAMS = """TEST NETWORK LANDSCAPE_NEIGHBOUR LANDSCAPE_VALUE PERSON START ARISE SENSE INITIATE PRIORITY INVITE JOIN
    EXPERIMENT OUTCOME TELL CONTACT TOLD LAPSE TURNOVER""".split()
NUMBERS = {**{name: number for number, name in enumerate(STREAMS)}, "FOUNDER": 58, "WALK_IN": 63}  # which came to be later
STREAMS_OF_THE_POPULATION = {"LANDSCAPE_NEIGHBOUR", "LANDSCAPE_VALUE", "PERSON", "START"}
WORD = 0xFFFFFFFF


def philox(counter, key):
    """Philox4x32-10: four random words from a counter of four and a key of two (Salmon et al. 2011,
    doi:10.1145/2063384.2063405)."""
    a, b, c, d = counter
    low, high = key & WORD, key >> 32
    for _ in range(10):
        first, second = 0xD2511F53 * a, 0xCD9E8D57 * c
        a, b, c, d = second >> 32 ^ b ^ low, second & WORD, first >> 32 ^ d ^ high, first & WORD
        low, high = low + 0x9E3779B9 & WORD, high + 0xBB67AE85 & WORD
    return a, b, c, d


def inside(bits):
    """64 random bits as a number inside (0, 1)."""
    return ((bits >> 12) + 0.5) * 2.0**-52


class Draw:
    """One draw, by its name (seed, stream, step, entity, index). Where four words are too few there are more blocks."""

    def __init__(self, seed, stream, step, entity, index):
        self.seed = seed
        self.name = NUMBERS[stream] << 24, index & WORD, entity & WORD, step

    def words(self, block=0):
        return philox((self.name[0] | block, *self.name[1:]), self.seed)

    def bits(self, block=0):
        words = self.words(block)
        return words[0] | words[1] << 32

    def uniform(self):
        return (self.bits() >> 11) * 2.0**-53

    def chance(self, p):
        return self.uniform() < p

    def below(self, bound):
        """A whole number in [0, bound), all equally likely (Lemire 2019, doi:10.1145/3230636)."""
        for block in itertools.count():
            number, rest = divmod(self.bits(block) * bound, 2**64)
            if rest >= 2**64 % bound:
                return number

    def gap(self, p):
        """How many are passed over until one is drawn, each with probability p."""
        if p >= 1:
            return 0
        return math.floor(log(1 - self.uniform()) / log(1 - p)) if p > 0 else math.inf

    def normal(self, mean, deviation):
        return mean + deviation * normal_quantile(inside(self.bits()))

    def numbers(self):
        """As many uniform numbers as are wanted, two from each block."""
        for block in itertools.count():
            a, b, c, d = self.words(block)
            yield inside(a | b << 32)
            yield inside(c | d << 32)

    def poisson(self, mean):
        """By inversion; from a mean of 10 by rejection (PTRS: Hörmann 1993, doi:10.1016/0167-6687(93)90997-4)."""
        numbers, count = self.numbers(), 0
        if mean < 10:
            uniform, probability = next(numbers), exp(-mean)
            while uniform >= probability and count < 150:
                uniform -= probability
                count += 1
                probability *= mean / count
            return count
        b = 0.931 + 2.53 * math.sqrt(mean)
        a = -0.059 + 0.02483 * b
        while True:
            u, v = next(numbers) - 0.5, next(numbers)
            edge = 0.5 - abs(u)
            count = math.floor((2 * a / edge + b) * u + mean + 0.43)
            if edge >= 0.07 and v <= 0.9277 - 3.6224 / (b - 2):
                return count
            if count < 0 or (edge < 0.013 and v > edge):
                continue
            height = log(v * (1.1239 + 1.1328 / (b - 3.4)) / (a / (edge * edge) + b))
            if height <= count * log(mean) - mean - log_factorial(count):
                return count

    def gamma(self, shape, scale):
        """Marsaglia and Tsang 2000, doi:10.1145/358407.358414."""
        numbers, correction = self.numbers(), 0.0
        if shape < 1:
            correction = log(next(numbers)) / shape
            shape += 1
        d = shape - 1 / 3
        c = 1 / math.sqrt(9 * d)
        while True:
            normal, u = normal_quantile(next(numbers)), next(numbers)
            root = 1 + c * normal
            if root <= 0:
                continue
            log_cube = 3 * log(root)
            if log(u) < 0.5 * normal * normal + d * (1 - root * root * root + log_cube):
                return scale * exp(log(d) + log_cube + correction)


# ---- mathematics: made of + - * / and sqrt, which give the same bits everywhere; exp and log as in fdlibm (Sun 1993)

LOG_TWO_HIGH, LOG_TWO_LOW = 6.93147180369123816490e-01, 1.90821492927058770002e-10
ROOT_HALF = float.fromhex("0x1.6a09ep-1")  # a little below sqrt(1/2)
EXP_SERIES = (1.66666666666666019037e-01, -2.77777777770155933842e-03, 6.61375632143793436117e-05,
              -1.65339022054652515390e-06, 4.13813679705723846039e-08)
LOG_SERIES = (6.666666666666735130e-01, 3.999999999940941908e-01, 2.857142874366239149e-01, 2.222219843214978396e-01,
              1.818357216161805012e-01, 1.531383769920937332e-01, 1.479819860511658591e-01)

# Numerator and denominator, constant term first, of the normal quantile at its centre, in the tails and far out
# (PPND16: Wichura 1988, doi:10.2307/2347330).
CENTRE = (
    (3.3871328727963666080e+0, 1.3314166789178437745e+2, 1.9715909503065514427e+3, 1.3731693765509461125e+4,
     4.5921953931549871457e+4, 6.7265770927008700853e+4, 3.3430575583588128105e+4, 2.5090809287301226727e+3),
    (1.0, 4.2313330701600911252e+1, 6.8718700749205790830e+2, 5.3941960214247511077e+3,
     2.1213794301586595867e+4, 3.9307895800092710610e+4, 2.8729085735721942674e+4, 5.2264952788528545610e+3))
TAIL = (
    (1.42343711074968357734e+0, 4.63033784615654529590e+0, 5.76949722146069140550e+0, 3.64784832476320460504e+0,
     1.27045825245236838258e+0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4),
    (1.0, 2.05319162663775882187e+0, 1.67638483018380384940e+0, 6.89767334985100004550e-1,
     1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9))
FAR_TAIL = (
    (6.65790464350110377720e+0, 5.46378491116411436990e+0, 1.78482653991729133580e+0, 2.96560571828504891230e-1,
     2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7),
    (1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
     7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15))


def polynomial(coefficients, x):
    value = 0.0
    for coefficient in reversed(coefficients):
        value = value * x + coefficient
    return value


def exp(x):
    if x > 710:
        return math.inf
    if x < -746:
        return 0.0
    exponent = int(1.44269504088896338700e+00 * x + (-0.5 if x < 0 else 0.5))
    high, low = x - exponent * LOG_TWO_HIGH, exponent * LOG_TWO_LOW
    r = high - low
    q = r - r * r * polynomial(EXP_SERIES, r * r)
    power = 1 + (r * q / (2 - q) - low + high)
    half = int(exponent / 2)
    return power * math.ldexp(1.0, half) * math.ldexp(1.0, exponent - half)


def log(x):
    if x <= 0:
        return -math.inf
    mantissa, exponent = math.frexp(x)  # in [1/2, 1); wanted in [sqrt(1/2), sqrt(2))
    if mantissa < ROOT_HALF:
        mantissa, exponent = 2 * mantissa, exponent - 1
    f = mantissa - 1
    h, s = 0.5 * f * f, f / (2 + f)
    z = s * s
    odd, even = z * polynomial(LOG_SERIES[0::2], z * z), z * z * polynomial(LOG_SERIES[1::2], z * z)
    return exponent * LOG_TWO_HIGH - (h - (s * (h + (even + odd)) + exponent * LOG_TWO_LOW) - f)


def power(x, n):
    """x^n for a whole number n, by repeated squaring."""
    result = 1.0
    while n > 0:
        if n % 2 == 1:
            result *= x
        x *= x
        n //= 2
    return result


def log_factorial(n):
    if n <= 22:
        return log(float(math.factorial(n)))
    x = float(n)
    z = 1 / (x * x)
    series = (1 / 12 - z * (1 / 360 - z * (1 / 1260 - z / 1680))) / x
    return (x + 0.5) * log(x) - x + 9.18938533204672741780e-01 + series


def normal_quantile(p):
    from_centre = p - 0.5
    if abs(from_centre) <= 0.425:
        x, ratio, sign = 0.180625 - from_centre * from_centre, CENTRE, from_centre
    else:
        depth = math.sqrt(-log(p if from_centre < 0 else 1 - p))
        x, ratio = (depth - 1.6, TAIL) if depth <= 5 else (depth - 5, FAR_TAIL)
        sign = math.copysign(1, from_centre)
    return sign * (polynomial(ratio[0], x) / polynomial(ratio[1], x))


def total(numbers):
    """Their sum, added one after another. (Python's own sum() rounds in another way since 3.12.)"""
    result = 0.0
    for number in numbers:
        result += number
    return result


def cut(x):
    return min(max(x, 0.0), 1.0)


def single(x):
    """The nearest number of single precision: trust is kept so."""
    return struct.unpack("f", struct.pack("f", x))[0]
