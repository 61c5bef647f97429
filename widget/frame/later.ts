// What the frame loads when it is needed: files of their own beside it, which
// the bundler leaves alone. Whoever only looks through the list needs neither.

/** For whoever writes or votes, and when something waits to be sent. */
export const loadOutbox = () => (styled("outbox"), import("./outbox.js"));

/** For whoever attaches files. */
export const loadFiles = () => (styled("files"), import("./files.js"));

/** For whoever is to show that they are a person. */
export const loadPerson = () => (styled("person"), import("./person.js"));

/** For browsers that run no WebAssembly. */
export const loadRemote = () => import("./remote.js");

/** For whoever opens a form. */
export const loadSimilar = () => import("./similar.js");

/** For whoever opens a post. */
export const loadDraw = () => (styled("draw"), import("./draw.js"));

/** Brings in the style sheet of such a file, once. */
function styled(name: string) {
  if (document.getElementById(name)) return;
  const link = document.createElement("link");
  link.id = name;
  link.rel = "stylesheet";
  link.href = new URL(`${name}.css`, import.meta.url).href;
  document.head.append(link);
}
