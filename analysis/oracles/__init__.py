"""The model once more, by other ways, to hold the program against: `reference` row by row, `second_model` in distribution
(`compare`), `chains` exactly. Nothing of the program may be copied into them.

    cd analysis; python3 -m oracles.reference RUN.h5
"""
