/**
 * The part of the widget that runs in other people's pages: it draws the
 * launcher, and on intent brings in the frame. It must not cost the page
 * anything it did not ask for: no dependency, no WebAssembly, no style or
 * markup from strings; it asks of the page's policy only its own script and
 * `frame-src` of the edge.
 *
 *     <script nonce="…">window.deskside = window.deskside || ((...a) => (deskside.q ||= []).push(a))</script>
 *     <script nonce="…" async src="https://edge.example/widget/loader.js"></script>
 *
 * The first line is only needed to call the widget before it is there. A site that pins the loader takes its address
 * and integrity from https://edge.example/widget/releases.json; it goes on with the newest frame.
 *
 * A site with a name has a loader of its own, https://edge.example/w/SITE/loader.js, which says for it what a page does not.
 *
 * Attributes of the second:
 *   data-site      the name of the site, for a loader that is pinned
 *   data-launcher  the launcher's text; "none" draws no launcher
 *   data-position  "end" (default) or "start": the page's side at which it stands
 *   data-theme     "auto" (default), "light" or "dark"
 *   data-locale    the language as a tag, by default the page's own, else the first of the browser's that there are words for
 *   data-identity  who the customer is: a token that the site has signed
 *   data-inline    a CSS selector: the widget stands in this element instead of behind a launcher
 *
 * Calls:
 *   deskside("open")  deskside("open", "idea" | "problem" | "question")
 *   deskside("close")  deskside("toggle")  deskside("destroy")
 *   deskside("prefill", {type: "problem", title: "…", content: "…"})   fills what is still empty
 *   deskside("identify", token)  deskside("logout")
 *   deskside("on", name, listener)  deskside("off", name, listener)
 *
 * Events: "open", "close", "ready", "error", "created" {id, kind, url}, "voted" {id, vote},
 * "identified" {name, problem}: a problem says why the customer is not known, or not any more.
 */

import type { Connect, Options, ToFrame, ToPage } from "./protocol";
import { sheet } from "./sheet";
import { all } from "./words/languages.gen";

type Command = "open" | "close" | "toggle" | "prefill" | "identify" | "logout" | "on" | "off" | "destroy";
type Listener = (message: unknown) => void;

interface Deskside {
  (...call: unknown[]): unknown;
  /** Calls made before the widget was there. */
  q?: unknown[][];
  /** Set on the widget itself, not on what queues calls for it. */
  here?: boolean;
}

declare global {
  interface Window {
    deskside?: Deskside | undefined;
  }
}

/** How long the frame may take to say that it is there, in milliseconds. */
const PATIENCE = 10_000;

const SVG = "http://www.w3.org/2000/svg";
// Shapes from Lucide 1.62: message-square, x.
const BUBBLE = "M22 17a2 2 0 0 1-2 2H6.828a2 2 0 0 0-1.414.586l-2.202 2.202A.71.71 0 0 1 2 21.286V5a2 2 0 0 1 2-2h16a2 2 0 0 1 2 2z";
const CROSS = "M18 6 6 18M6 6l12 12";

function make<K extends keyof HTMLElementTagNameMap>(tag: K, parent: Node, attributes: Record<string, string>, text = "") {
  const element = document.createElement(tag);
  for (const name in attributes) element.setAttribute(name, attributes[name]!);
  element.textContent = text;
  parent.appendChild(element);
  return element;
}

/** The language of a tag, without script and region. */
const primary = (tag = "en") => tag.toLowerCase().split("-", 1)[0]!;

function start(script: HTMLScriptElement) {
  const wish = script.dataset;
  // Beside the newest loader, whichever this one is.
  const address = new URL(`/${wish["site"] ? `w/${wish["site"]}` : "widget"}/frame.html`, script.src);
  const tag = [wish["locale"], document.documentElement.lang, ...navigator.languages].find((t) => t && Object.hasOwn(all, primary(t)));
  const words = all[primary(tag) as keyof typeof all];
  address.hash = tag ?? "";
  const place = wish["inline"];
  const inline = place ? document.querySelector(place) : null;
  if (place && !inline) return console.warn(`deskside: nothing in this page matches data-inline="${place}"`);
  const drawn = !inline && wish["launcher"] !== "none";
  const label = (drawn && wish["launcher"]) || words["loader.label"];

  const host = document.createElement("deskside-widget");
  const shadow = host.attachShadow({ mode: "open" });
  const style = new CSSStyleSheet();
  style.replaceSync(sheet);
  shadow.adoptedStyleSheets = [style];

  const root = make("div", shadow, {
    class: inline ? "inline" : "floating",
    "data-theme": wish["theme"] || "auto",
    "data-position": wish["position"] || "end",
    ...(inline ? {} : { role: "region", "aria-label": label }),
  });
  const launcher = drawn ? make("button", root, { type: "button", "aria-expanded": "false" }) : null;
  const card = make("div", root, { class: "card" });

  let frame: HTMLIFrameElement | undefined;
  let port: MessagePort | undefined;
  let ready = false;
  let open = false;
  let back: Element | null = null;
  let trouble: HTMLElement | undefined;
  let timer = 0;
  let waiting: ToFrame[] = [];
  let token = wish["identity"];
  const listeners: [unknown, Listener][] = [];

  const emit = (name: string, message?: unknown) => {
    for (const [wanted, listener] of listeners) {
      // A page's listener that throws is the page's own trouble.
      if (wanted === name) setTimeout(listener, 0, message);
    }
  };

  /** Takes over the page's writing direction, which may be the body's alone. */
  const aim = () => (root.dir = getComputedStyle(document.body ?? document.documentElement).direction);

  const post = (message: ToFrame) => {
    if (ready) port!.postMessage(message);
    else waiting.push(message);
  };

  const fail = () => {
    if (ready || trouble) return;
    trouble = make("div", card, { class: "trouble", role: "alert" });
    make("a", trouble, { href: address.href, target: "_blank", rel: "noopener" }, words["loader.failed"]);
    emit("error");
  };

  const hear = ({ data }: MessageEvent<ToPage>) => {
    switch (data?.type) {
      case "ready":
        ready = true;
        clearTimeout(timer);
        trouble?.remove();
        trouble = undefined;
        root.toggleAttribute("data-ready", true);
        if (token) post({ type: "identify", token });
        waiting.forEach(post);
        waiting = [];
        if (open) frame!.focus();
        emit("ready");
        break;
      case "close":
        show(false);
        break;
      case "resize":
        if (inline && data.height > 0) frame!.style.blockSize = `${+data.height}px`;
        break;
      case "created":
      case "voted":
      case "identified":
        emit(data.type, data);
    }
  };

  /** Brings in the frame, once. */
  const bring = () => {
    if (frame) return;
    aim();
    timer = setTimeout(fail, PATIENCE);
    frame = document.createElement("iframe");
    frame.title = label;
    frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox");
    frame.referrerPolicy = "origin";
    frame.src = address.href;
    frame.onload = () => {
      ready = false;
      port?.close();
      const channel = new MessageChannel();
      port = channel.port1;
      port.onmessage = hear;
      const hello: Connect = { deskside: 1, type: "connect", options: { theme: wish["theme"] as Options["theme"], inline: !!inline } };
      frame!.contentWindow!.postMessage(hello, address.origin, [channel.port2]);
    };
    card.appendChild(frame);
  };

  const show = (wanted: boolean, view?: unknown) => {
    bring();
    if (wanted) post({ type: "show", view: view as "" });
    if (wanted === open || inline) return;
    open = wanted;
    root.toggleAttribute("data-open", open);
    launcher?.setAttribute("aria-expanded", `${open}`);
    if (open) {
      const active = document.activeElement;
      back = active === host || active === document.body ? launcher : active;
      if (ready) frame!.focus();
    } else (back as HTMLElement | null)?.focus?.();
    emit(open ? "open" : "close");
  };

  const blocked = (event: SecurityPolicyViolationEvent) => {
    if (!frame || !event.blockedURI.startsWith(address.origin) || !/^(frame|child)-src/.test(event.effectiveDirective)) return;
    frame.onload = null;
    fail();
  };

  const commands: Record<Command, (a?: unknown, b?: unknown) => void> = {
    open: (view) => show(true, view),
    close: () => show(false),
    toggle: () => show(!open),
    prefill: (draft) => {
      bring();
      post({ type: "prefill", draft: draft as (ToFrame & { type: "prefill" })["draft"] });
    },
    identify: (given) => {
      token = given as string;
      if (ready) post({ type: "identify", token });
    },
    logout: () => commands.identify(""),
    on: (name, listener) => listeners.push([name, listener as Listener]),
    off: (name, listener) => {
      const at = listeners.findIndex((l) => l[0] === name && l[1] === listener);
      if (at >= 0) listeners.splice(at, 1);
    },
    destroy: () => {
      clearTimeout(timer);
      document.removeEventListener("securitypolicyviolation", blocked);
      port?.close();
      host.remove();
      delete window.deskside;
    },
  };

  const run: Deskside = (...[name, ...rest]) => {
    const command = Object.hasOwn(commands, name as string) && commands[name as Command];
    if (command) command(...rest);
    else console.warn(`deskside: there is no call "${String(name)}"`);
  };

  if (launcher) {
    const icon = document.createElementNS(SVG, "svg");
    icon.setAttribute("viewBox", "0 0 24 24");
    icon.setAttribute("aria-hidden", "true");
    for (const shape of [BUBBLE, CROSS]) {
      const path = document.createElementNS(SVG, "path");
      path.setAttribute("d", shape);
      icon.appendChild(path);
    }
    launcher.append(icon, label);
    launcher.onclick = () => show(!open);
    for (const intent of ["pointerenter", "focus", "touchstart"]) launcher.addEventListener(intent, bring, { once: true, passive: true });
  }
  root.onkeydown = (event) => {
    if (event.key === "Escape" && open) show(false);
  };
  document.addEventListener("securitypolicyviolation", blocked);

  // Beside the body a page's own transforms and replaced bodies do not reach it.
  (inline ?? document.documentElement).appendChild(host);
  aim();
  if (inline) bring();
  const early = window.deskside?.q;
  run.here = true;
  window.deskside = run;
  early?.forEach((call) => run(...call));
}

const script = (document.currentScript ?? document.querySelector('script[src*="/w"][src$="/loader.js"]')) as HTMLScriptElement | null;
// A loader that runs twice leaves the page to its first self.
if (script?.src && !window.deskside?.here) {
  if (script.dataset["inline"] && document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => start(script));
  else start(script);
}
