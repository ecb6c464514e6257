/**
 * The seed of all property tests: the same on every run, so that what passed passes again. MUSCAN_TEST_SEED=random takes
 * another one on every run, MUSCAN_TEST_SEED=N that one; what fails prints its own.
 */
import { configureGlobal, readConfigureGlobal } from 'fast-check';

const DEFAULT_SEED = 20260101;
const asked = process.env.MUSCAN_TEST_SEED ?? String(DEFAULT_SEED);
if (asked !== 'random') configureGlobal({ ...readConfigureGlobal(), seed: Number(asked) });
