// Loads the page anew after each good build. It runs in development alone.

/** What was built when this page was; the server writes it in. */
declare const VERSION: string;

// The browser connects again by itself, also after the server was started anew.
const builds = new EventSource(`/dev/builds?since=${VERSION}`);
builds.addEventListener("message", () => {
  builds.close();
  location.reload();
});
