// What the frame loads when it is needed: files of their own beside it, which
// the bundler leaves alone. Whoever only looks through the list needs neither.

/** For whoever writes or votes, and when something waits to be sent. */
export const loadOutbox = () => import("./outbox.js");

/** For whoever opens a post. */
export const loadDraw = () => import("./draw.js");
