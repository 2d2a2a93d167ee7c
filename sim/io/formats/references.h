/* References to characters, as SGML and HTML have them: &#235; &#xEB; &eacute; &amp; */
#ifndef IO_REFERENCES_H
#define IO_REFERENCES_H

/* Puts the characters in the place of the references to them. What is no reference, such as a lone &, stays. */
void references_resolve(char *text);

#endif
