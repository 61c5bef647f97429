// The entry of the frame: it waits for the page's loader, or stands alone when
// it was opened as a page of its own.

import "../../shared/ui/tokens.css";
import "./app.css";
import "./parts/parts.css";
import "./list/list.css";
import "./home/home.css";
import "./form/form.css";
import "./post/post.css";

import { render } from "preact";
import { seconds } from "../../shared/ui/time";
import { browserHost, CoreError, coreOn, loadCore } from "../../wasm/core";
import { type CustomerOperations, customerOperations } from "../../wasm/core.gen";
import { type Options, readConnect, readLanguage, readToFrame, type ToPage } from "../protocol";
import { App } from "./app";
import { loadFiles, loadOutbox, loadPerson, loadRemote, loadSimilar } from "./later";
import { arriveAt } from "./parts/arrival";
import { address, own } from "./place";
import { refused } from "./session/failure";
import { createSession } from "./session/session";
import { newId, openShelf } from "./session/shelf";
import { language, locale, say, speak, told } from "./speech";
import { speaking } from "./tongue";

const root = document.documentElement;
const place = document.getElementById("feedback")!;
const alone = window.parent === window;

/** The words come beside all else that is loaded from here on; without them nothing is drawn. */
const spoken = speak([readLanguage(location), ...navigator.languages]).then(() => {
  const { tag, dir } = language();
  root.lang = tag;
  root.dir = dir;
  document.title = say("widget.title");
});

function storage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    // Refused, as in frames of some browsers: the page is what is left, and the form says so.
    return null;
  }
}

function start(options: Options, port: MessagePort | null) {
  if (options.theme !== "auto") root.dataset["theme"] = options.theme;
  root.toggleAttribute("data-inline", options.inline);

  const tell = (message: ToPage) => port?.postMessage(message);
  const random = (bytes: Uint8Array<ArrayBuffer>) => void crypto.getRandomValues(bytes);
  const session = createSession({
    load: async () => {
      const host = speaking(browserHost, () => language().tag);
      const core = await loadCore<CustomerOperations>(document.querySelector<HTMLMetaElement>("[name=core]")!.content, customerOperations, host).catch(async (error: unknown) => {
        const remote = refused(error) && (await (await loadRemote()).openRemote({
          operations: customerOperations, coreOn: (runner) => coreOn<CustomerOperations>(runner, customerOperations, host), error: (failure) => new CoreError(failure),
        }));
        if (remote) return remote;
        throw error;
      });
      await spoken;
      return core;
    },
    address,
    shelf: openShelf(storage(), random, own),
    openOutbox: async (core, portal, ear) => (await loadOutbox()).openOutbox(core, portal, newId(random), ear, async (wanted) => (await loadPerson()).show(wanted, { say, language })),
    openFiles: async (core, portal, session) => (await loadFiles()).openFiles({ core, portal, session, say, told, locale: locale() }),
    openNear: async (core, portal) => (await loadSimilar()).openNear(core, portal),
    newId: () => newId(random),
    now: Date.now,
    after: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    online: navigator.onLine,
    tell,
    changed: () => drawn && draw(),
  });
  let drawn = false;
  const draw = () => render(<App state={session.state} session={session} closes={!alone && !options.inline} now={seconds(Date.now())} />, place);

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
  if (port) {
    port.onmessage = ({ data }) => {
      const message = readToFrame(data);
      if (message?.type === "show") {
        session.show(message.view);
        if (!place.contains(document.activeElement)) arriveAt(place)?.focus();
      } else if (message?.type === "prefill") session.prefill(message.draft);
      else if (message) session.identify(message.token);
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
    },
    // The loader says that nothing came.
    () => undefined,
  );
}

if (alone) {
  start({ theme: "auto", inline: false }, null);
} else {
  const connect = (event: MessageEvent) => {
    const [port] = event.ports;
    const options = event.source === window.parent && port ? readConnect(event.data) : null;
    if (!options || !port) return;
    removeEventListener("message", connect);
    start(options, port);
  };
  addEventListener("message", connect);
}
