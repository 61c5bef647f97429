// What the frame loads when it is needed: files of their own beside it, which
// the bundler leaves alone. Whoever only looks through the list needs neither.

import { more } from "./speech";

/** For whoever goes on from the first view: drawn only with their style and their words. */
export const loadViews = () => Promise.all([import("./views.js"), styled("views"), more()]).then(([views]) => views);

/** For whoever writes or votes, and when something waits to be sent. */
export const loadOutbox = () => (styled("outbox"), import("./outbox.js"));

/** For whoever writes more than a title. */
export const loadDetails = () => (styled("details"), import("./details.js"));

/** For whoever marks a picture: shown only with its style. */
export const loadPicture = () => Promise.all([import("./picture.js"), styled("picture")]).then(([picture]) => picture);

/** For whoever is to show that they are a person. */
export const loadPerson = () => (styled("person"), import("./person.js"));

/** For browsers that run no WebAssembly. */
export const loadRemote = () => import("./remote.js");

/** For whoever opens a form. */
export const loadSimilar = () => import("./similar.js");

/** For whoever opens a post. */
export const loadDraw = () => (styled("draw"), import("./draw.js"));

/** Brings in the style sheet of such a file, once, and resolves when it is there. */
function styled(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    if (document.getElementById(name)) return resolve();
    const link = document.createElement("link");
    link.id = name;
    link.rel = "stylesheet";
    link.href = new URL(`${name}.css`, import.meta.url).href;
    link.onload = () => resolve();
    link.onerror = () => {
      link.remove();
      reject(new Error(`${name}.css could not be had`));
    };
    document.head.append(link);
  });
}
