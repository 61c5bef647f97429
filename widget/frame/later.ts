// What the frame loads when it is needed: files of their own beside it, which
// the bundler leaves alone. Whoever only looks through the list needs none.
// What is needed only behind the first view stands where it is.

import { more } from "./speech";

type Views = typeof import("./views.js");

/** For whoever goes on from the first view: drawn only with their style and their words. */
export const loadViews = (): Promise<Views> => Promise.all([brought<Views>("views"), styled("views"), more()]).then(([views]) => views);

/** For whoever writes or votes, and when something waits to be sent. */
export const loadOutbox = () => (styled("outbox"), brought<typeof import("./outbox.js")>("outbox"));

/** For whoever is to show that they are a person. */
export const loadPerson = () => (styled("person"), brought<typeof import("./person.js")>("person"));

/** For browsers that run no WebAssembly. */
export const loadRemote = () => brought<typeof import("./remote.js")>("remote");

const address = (file: string) => new URL(file, import.meta.url).href;

/** What is asked for under another address, by its name: browsers keep that a module did not come, and ask no more under the same. */
const again: Record<string, string> = {};

/** Brings in such a file. */
export function brought<M>(name: string): Promise<M> {
  return import(address(`${name}.js${again[name] ?? ""}`)).catch((error: unknown) => {
    again[name] = `?${Date.now()}`;
    throw error;
  });
}

/** Brings in the style sheet of such a file, once, and resolves when it is there. */
export function styled(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    if (document.getElementById(name)) return resolve();
    const link = document.createElement("link");
    link.id = name;
    link.rel = "stylesheet";
    link.href = address(`${name}.css`);
    link.onload = () => resolve();
    link.onerror = () => {
      link.remove();
      reject(new Error(`${name}.css could not be had`));
    };
    document.head.append(link);
  });
}
