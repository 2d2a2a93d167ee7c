"""An edge list as one would read it with pandas: edges.py TABLE. Prints the CPU seconds."""

import sys
import time

import pandas

begun = time.process_time()
pandas.read_csv(sys.argv[1])
print(time.process_time() - begun)
