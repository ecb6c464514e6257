/** Signs and white space of YAML, to make texts of that no scan file should be. */
export const YAML_SIGNS: readonly string[] = [
  ...'name a 1 : :_ -_ ?_ [ ] { } , # &a_ *a_ | > " \' ! !!str_ !!binary_ % @ ` --- ... << ~'
    .split(' ')
    .map((sign) => sign.replace('_', ' ')),
  '\n',
  '\n  ',
  '\n\t',
  ' ',
  '\r\n',
  '\n---\n',
  '\u0085',
  '\u2028',
  '\uFEFF',
  '\0',
];
