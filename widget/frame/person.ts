// Shows Cloudflare Turnstile to whoever writes, where the edge asks for it: see session/outbox.ts. Nothing of Cloudflare is
// loaded before.

import "./person.css";
import type { Challenge } from "../../wasm/core.gen";
import type { language as languageOf, say as sayOf } from "./speech";

/** The words of whoever is there, and their language. */
export interface Says {
  readonly say: typeof sayOf;
  readonly language: typeof languageOf;
}

/** What of Cloudflare's script is used. */
interface Turnstile {
  render(place: HTMLElement, options: Record<string, unknown>): string;
  remove(id: string): void;
}

const SCRIPT = "https://challenges.cloudflare.com/turnstile/v0/api.js?render=explicit";

/** After how long it is said that nothing comes, in milliseconds. It may come all the same. */
const LATE = 10_000;

/** The narrowest place of a widget that is as wide as its place, in pixels. */
const WIDE = 300;

let loading: Promise<Turnstile> | undefined;

/** Loads the script once; again after it could not be had. */
function load(): Promise<Turnstile> {
  return (loading ??= new Promise<Turnstile>((resolve, reject) => {
    const script = document.createElement("script");
    script.src = SCRIPT;
    const failed = () => {
      loading = undefined;
      script.remove();
      reject(new Error("it does not load"));
    };
    script.onerror = failed;
    script.onload = () => {
      const { turnstile } = window as { turnstile?: Turnstile };
      if (turnstile) resolve(turnstile);
      else failed();
    };
    document.head.append(script);
  }));
}

/** The one that is shown: another waits for it. */
let shown: Promise<unknown> = Promise.resolve();

/** Shows it until there is a token, which it resolves with; with "" where whoever is there goes back. */
export function show(wanted: Challenge, says: Says): Promise<string> {
  const next = shown.then(() => new Promise<string>((resolve) => open(wanted, says, resolve)));
  shown = next;
  return next;
}

function open({ sitekey, action, cdata }: Challenge, { say, language }: Says, end: (token: string) => void): void {
  const dialog = create("dialog", "person");
  const heading = create("h2", "post-title", say("customer.failure.person"));
  heading.id = "person";
  dialog.setAttribute("aria-labelledby", heading.id);
  const place = create("div", "person-place");
  const problem = create("p", "person-problem", say("widget.person.blocked"));
  problem.setAttribute("role", "alert");
  const again = create("button", "ds-button", say("widget.retry"));
  const back = create("button", "ds-button", say("widget.back"));
  back.dataset["kind"] = "quiet";
  for (const button of [again, back]) button.type = "button";
  const actions = create("p", "actions");

  let widget: (() => void) | undefined;
  let late: ReturnType<typeof setTimeout> | undefined;
  const wrong = () => {
    if (problem.isConnected) return;
    actions.before(problem);
    again.hidden = false;
  };
  const close = (token: string) => {
    clearTimeout(late);
    widget?.();
    dialog.remove();
    end(token);
  };
  const draw = (turnstile: Turnstile) => {
    if (!dialog.isConnected || widget) return;
    const id = turnstile.render(place, {
      sitekey, action, cData: cdata,
      language: language().tag,
      theme: document.documentElement.dataset["theme"] ?? "auto",
      size: place.clientWidth < WIDE ? "compact" : "flexible",
      "refresh-expired": "auto",
      "refresh-timeout": "auto",
      callback: close,
      // It tries again by itself; that this is handled keeps it from throwing.
      "error-callback": () => (wrong(), true),
      "unsupported-callback": wrong,
    });
    clearTimeout(late);
    widget = () => turnstile.remove(id);
  };
  const start = () => {
    clearTimeout(late);
    widget?.();
    widget = undefined;
    problem.remove();
    again.hidden = true;
    late = setTimeout(wrong, LATE);
    load().then(draw).catch(wrong);
  };
  again.onclick = start;
  back.onclick = () => close("");
  // Escape.
  dialog.oncancel = () => close("");
  actions.append(again, back);
  dialog.append(heading, place, actions);
  document.body.append(dialog);
  dialog.showModal();
  start();
}

function create<K extends keyof HTMLElementTagNameMap>(name: K, of: string, text = ""): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  element.className = of;
  element.textContent = text;
  return element;
}
