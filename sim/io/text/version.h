/* Which program this is: what --version prints and what every result file keeps. All texts are static. */
#ifndef IO_VERSION_H
#define IO_VERSION_H

/* The release, such as "0.1.0". */
const char *version_number(void);

/* The commit that it was built from: 40 hexadecimal digits, followed by "+changed" if the sources differed from it;
 * empty if it was built outside a git checkout. */
const char *version_commit(void);

/* The compiler that built it. */
const char *version_compiler(void);

#endif
