/** The command line of `muscan run`. */
export interface RunArguments {
  scan: string;
  db: string;
  threads: string | undefined;
  out: string | undefined;
  outputs: boolean;
  'dry-run': boolean;
  restart: boolean;
  new: boolean;
  fork: boolean;
  'retry-failed': boolean;
  'log-file': string | undefined;
  quiet: boolean;
  json: boolean;
  'allow-network-fs': boolean;
}
