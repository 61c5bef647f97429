/**
 * What a site embeds: it draws the launcher, and on intent brings in the host
 * and the frame. It must not cost the page anything it did not ask for: no
 * dependency, no WebAssembly, no style or markup from strings; it asks of the
 * page's policy only its own script and `frame-src` of the edge.
 *
 *     <script async src="https://edge.example/widget/loader.js"></script>
 *
 * README.md has its attributes, calls and events. Every attribute data-NAME is
 * the attribute NAME of an element deskside-feedback that stands beside the
 * page's body, or within what data-inline selects: whenever that comes, leaves
 * and comes again.
 */

import { type Bring, type Call, define, type Feedback, NAME } from "./element";

interface Deskside {
  (...call: unknown[]): Promise<unknown>;
  /** Calls made before the widget was there. */
  q?: Call[];
  /** Takes another script of the widget: the same one again where a page's own script puts it in once more. */
  here?: true | ((script: HTMLScriptElement) => void);
}

declare global {
  interface Window {
    deskside?: Deskside | undefined;
  }
}

/** Addresses and hashes of the host and of the words in further languages, which are known once all are built: see build/release. */
const HOST = ["host.js", "host.js#integrity"] as const;
const WORDS = ["words.js", "words.js#integrity"] as const;

/** What is there. The page may call its elements like the function, which are members of the window then. */
const there = typeof window.deskside === "function" ? window.deskside : undefined;

/** A module that is loaded ahead has its hash looked at, which an import has not, and is no sink of Trusted Types. */
const load = ({ src, nonce }: HTMLScriptElement, attempt: number) => {
  const [file, integrity] = attempt ? HOST : WORDS;
  // What could not be had once is never asked for again under the same address.
  const { href } = new URL(file + (attempt > 1 ? `?${attempt}` : ""), src);
  return new Promise((onload, onerror) => {
    document.documentElement.append(Object.assign(document.createElement("link"), { rel: "modulepreload", integrity, nonce, href, onload, onerror }));
  }).then((): ReturnType<Bring> => import(href));
};

function start(first: HTMLScriptElement) {
  if (!customElements.get(NAME)) define(first.src, (attempt) => load(first, attempt));
  /** Elements of scripts, by where they belong. */
  const placed = new Map<string, Feedback>();
  let soon = 0;

  const look = new MutationObserver(() => placed.forEach(({ widget }) => widget.draw()));

  const place = () => {
    soon = 0;
    // It may be another by now.
    look.observe(document.documentElement, { attributes: true });
    for (const [selector, element] of placed) {
      if (element.isConnected) continue;
      // A document that is written anew leaves nobody who hears a click.
      const alive = element.widget.button.onclick ? element : (element.cloneNode() as Feedback);
      placed.set(selector, alive);
      try {
        document.querySelector(selector)?.append(alive);
      } catch {
        // A site may well write what is no selector: nothing is found then.
      }
    }
  };

  const add = (script: HTMLScriptElement) => {
    const { inline = "html" } = script.dataset;
    const take = () => {
      for (const { name, value } of script.attributes) if (name.startsWith("data-")) placed.get(inline)!.setAttribute(name.slice(5), value);
    };
    if (!placed.has(inline)) placed.set(inline, document.createElement(NAME) as Feedback);
    take();
    new MutationObserver(take).observe(script, { attributes: true });
    place();
  };

  const run = (call: Call) => {
    if (call[0] === "destroy") {
      placed.clear();
      for (const element of document.querySelectorAll<Feedback>(NAME)) {
        element.widget.run(["destroy"]);
        element.remove();
      }
      delete window.deskside;
      call.done?.();
    } else placed.values().next().value?.widget.run(call);
  };
  const deskside: Deskside = (...call: Call) =>
    new Promise((done) => {
      call.done = done;
      run(call);
    });
  deskside.here = add;

  // A page that takes it out each time it comes is not to stand still over it.
  new MutationObserver(() => (soon ||= requestAnimationFrame(place))).observe(document, { childList: true, subtree: true });

  window.deskside = deskside;
  add(first);
  there?.q?.forEach(run);
  // A link of a mail may lead to a post in a page.
  const to = /#deskside=(.+)/.exec(location.hash)?.[1];
  if (to) run(["open", to]);
}

const script = (document.currentScript ?? document.querySelector('script[src*="/w"][src*="/loader.js"]')) as HTMLScriptElement | null;
if (script?.src) {
  // One of an earlier release says yes, and leaves the page to its first self.
  if (!there?.here) start(script);
  else if (there.here !== true) there.here(script);
}
