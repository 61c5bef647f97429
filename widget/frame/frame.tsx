// The entry of the frame: it waits for the page's loader, or stands alone when
// it was opened as a page of its own.

import "../../shared/ui/tokens.css";
import "../../shared/ui/color/brand.css";
import "./app.css";
import "./parts/parts.css";
import "./list/list.css";
import "./home/home.css";

import { render } from "preact";
import { seconds } from "../../shared/ui/time";
import { browserHost, type Core, CoreError, coreOn, limitsInMemory, loadCore, type Operations } from "../../wasm/core";
import { type CustomerOperations, customerOperations, type WritingOperations, writingOperations } from "../../wasm/core.gen";
import { type Options, readConnect, readHeld, readLanguage, readOptions, readToFrame, type ToFrame, type ToPage } from "../protocol";
import { App } from "./app";
import { loadOutbox, loadPerson, loadRemote, loadViews } from "./later";
import { arriveAt, invite } from "./parts/arrival";
import { address, own } from "./place";
import { refused } from "./session/failure";
import { once } from "./session/once";
import { createSession } from "./session/session";
import { newId, openShelf, type Storage } from "./session/shelf";
import { language, say, speak, told } from "./speech";
import { speaking } from "./tongue";

const root = document.documentElement;
const place = document.getElementById("feedback")!;
const alone = window.parent === window;

/** Speaks a language from now on, or the browser's own. */
const talk = (tag: string) =>
  speak([tag, ...navigator.languages]).then(() => {
    const { tag, dir } = language();
    root.lang = tag;
    root.dir = dir;
    document.title = say("widget.title");
  });

/** The words come beside all else that is loaded from here on; without them nothing is drawn. */
const spoken = talk(readLanguage(location));

/** What the page lets be kept in this browser. */
function storage(stores: () => boolean): Storage | null {
  try {
    const all = window.localStorage;
    return {
      getItem: (name) => all.getItem(name),
      setItem(name, value) {
        if (!stores()) throw new Error("not before somebody agrees");
        all.setItem(name, value);
      },
    };
  } catch {
    // Refused, as in frames of some browsers: the page is what is left, and the form says so.
    return null;
  }
}

/** Looks as the page wants it. */
function wear({ theme, inline, accent, radius, font }: Options) {
  if (theme === "auto") delete root.dataset["theme"];
  else root.dataset["theme"] = theme;
  root.toggleAttribute("data-inline", inline);
  root.toggleAttribute("data-accent", accent !== "");
  for (const [name, value] of [["--ds-brand", accent], ["--ds-font", font], ["--ds-radius-control", radius && `${Number(radius)}px`]] as const) root.style.setProperty(name, value);
}

function start(options: Options, port: MessagePort | null, held: Readonly<Record<string, unknown>>) {
  wear(options);
  const stores = () => options.stores;
  const tell = (message: ToPage) => port?.postMessage(message);
  const random = (bytes: Uint8Array<ArrayBuffer>) => void crypto.getRandomValues(bytes);
  // What one core has heard of how long the edge wants to be left alone, the other knows.
  const host = { ...speaking(browserHost, () => language().tag), limits: limitsInMemory() };
  /** Loads the core whose address the page has under a name, or has the edge run it. */
  const load = async <O extends Operations<O>>(name: string, operations: readonly (keyof O & string)[]): Promise<Core<O>> => {
    const core = await loadCore<O>(document.querySelector<HTMLMetaElement>(`[name=${name}]`)!.content, operations, host).catch(async (error: unknown) => {
      const remote = refused(error) && (await (await loadRemote()).openRemote<O>({ operations, coreOn: (runner) => coreOn<O>(runner, operations, host), error: (failure) => new CoreError(failure) }));
      if (remote) return remote;
      throw error;
    });
    await spoken;
    return core;
  };
  let pictured: (picture: ImageBitmap | null) => void;
  const session = createSession({
    further: () => views.load(),
    load: () => load<CustomerOperations>("core", customerOperations),
    loadWriting: () => load<WritingOperations>("core-writing", writingOperations),
    address,
    shelf: openShelf(storage(stores), random, own, held, (name, value) => tell({ type: "holds", name, value })),
    stores,
    context: () => options.context,
    openOutbox: async (core, writing, portal, ear) => (await loadOutbox()).openOutbox(core, writing, portal, newId(random), ear, { stores, held, tell, show: async (wanted) => (await loadPerson()).show(wanted, { say, language }) }),
    newId: () => newId(random),
    now: Date.now,
    after: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    online: navigator.onLine,
    tell,
    submits: () => options.submits,
    changed: ({ stack }) => {
      if (!drawn) return;
      draw();
      if (stack.length === 1 || views.there) return;
      views.load().then(draw, () => {
        session.home();
        session.notice(told({ id: "customer.failure.network", args: [] }));
      });
    },
  });
  let drawn = false;
  const views = once(loadViews, ({ complete }) => complete(session, { load, tell, pictures: () => options.pictures, pictured: (done) => (pictured = done) }));
  const draw = () => render(<App views={views.there} state={session.state} session={session} closes={!alone && !options.inline} now={seconds(Date.now())} />, place);

  addEventListener("online", () => session.network(true));
  addEventListener("offline", () => session.network(false));
  // The last to hear of what failed, so that nothing fails unheard. What browsers
  // say of observers that are late has no error in it.
  addEventListener("unhandledrejection", () => session.unexpected());
  addEventListener("error", (event) => {
    if (event.error) session.unexpected();
  });
  // Other pages with the widget write on the same shelf.
  addEventListener("storage", (event) => session.written(event.key));
  const said = (message: ToFrame) => {
    switch (message.type) {
      case "show":
        invite(message.focus);
        session.show(message);
        if (message.focus && !place.contains(document.activeElement)) arriveAt(place)?.focus();
        break;
      case "prefill":
        return session.prefill(message.draft);
      case "identify":
        return session.identify(message.token);
      case "picture":
        return pictured(message.picture);
      case "submit":
        return session.answer(message.number, message.answer);
      case "set": {
        const { locale, stores } = options;
        options = message.options;
        wear(options);
        if (options.stores !== stores) session.allowed(options.stores);
        if (options.locale !== locale) talk(options.locale).then(draw, session.unexpected);
      }
    }
  };
  if (port) {
    tell({ type: "heard" });
    port.onmessage = ({ data }) => {
      const message = readToFrame(data);
      if (message) said(message);
    };
  }
  if (options.inline) {
    new ResizeObserver(() => tell({ type: "resize", height: Math.ceil(place.getBoundingClientRect().height) })).observe(place);
  }

  session.start();
  spoken.then(
    () => {
      drawn = true;
      draw();
      tell({ type: "ready" });
      // Before anybody goes there; who then does is told why it could not be had.
      void views.load().catch(() => undefined);
    },
    // Without words nothing can be said here.
    () => tell({ type: "gone" }),
  );
}

if (alone) {
  start(readOptions({}), null, {});
} else {
  const connect = (event: MessageEvent) => {
    const [port] = event.ports;
    const options = event.source === window.parent && port ? readConnect(event.data) : null;
    if (!options || !port) return;
    removeEventListener("message", connect);
    start(options, port, readHeld(event.data));
  };
  addEventListener("message", connect);
}
