/** What muscan uses of jstat 1.9.6, which brings no types of its own. */
declare module 'jstat' {
  const jStat: {
    /** ln Gamma(x), x > 0; relative error 2e-15. (`gammaln` is off by 2e-10.) */
    loggam(x: number): number;
    readonly chisquare: {
      /** The x below which a chi-square variable lies with the given probability. */
      inv(probability: number, degreesOfFreedom: number): number;
    };
  };
  export default jStat;
}
