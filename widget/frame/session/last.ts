/** Runs the last of several calls that come close together, and drops the outcome of those before. */
export function lastOf(after: (ms: number, run: () => void) => () => void) {
  let stop = () => {};
  return (pause: number, job: (signal: AbortSignal) => Promise<void>): void => {
    stop();
    const gone = new AbortController();
    const calledOff = after(pause, () => void job(gone.signal));
    stop = () => {
      calledOff();
      gone.abort();
    };
  };
}
