// The line to the frame: it begins anew with each document of it, says within
// two seconds that nobody is there, and tries again by itself.

import { PATIENCE, type Widget } from "../loader/element";
import type { Connect, Held, Options, ToFrame, ToPage } from "../protocol";

export interface Line {
  readonly ready: boolean;
  /** Begins anew: the frame's document is another. */
  listen(): void;
  /** Says something, once somebody is there. */
  post(message: () => ToFrame): void;
  retry(): void;
}

export interface Ear {
  /** What the frame is told first. */
  options(): Options;
  held(): Held;
  ready(): void;
  hear(message: ToPage): void;
  /** Nobody is there: not at all, not yet, or because the page's policy keeps frames of the edge out. Of "" somebody is. */
  failed(how: "gone" | "slow" | "kept out" | ""): void;
}

/** How long a document that has loaded may take to say a first word, in milliseconds: an error page of the browser says none. */
const SILENCE = 2000;
/** After how long without a word the edge is asked whether it is there, in milliseconds: not every browser says that a frame failed. */
const DOUBT = 1000;
/** The longest pause between attempts, in milliseconds. */
const PAUSE = 60_000;

/** Opens a line that ends with a signal. */
export function openLine(widget: Widget, ear: Ear, signal: AbortSignal): Line {
  let port: MessagePort | undefined;
  let ready = false;
  const waiting: (() => ToFrame)[] = [];
  let failed = false;
  let pause = 2500;
  /** Until somebody has said a word, until it is doubted that they will, until they are ready, until the next attempt. */
  let silence = 0;
  let doubt = 0;
  let patience = 0;
  let next = 0;
  const rest = () => [silence, doubt, patience, next].forEach(clearTimeout);

  const fail = (how: "gone" | "slow" | "kept out") => {
    if (ready) return;
    if (how !== "slow") {
      rest();
      failed = true;
      if (how === "gone") next = window.setTimeout(line.retry, (pause = Math.min(pause * 2, PAUSE)));
    }
    ear.failed(how);
  };

  const hear = ({ data }: MessageEvent<ToPage>) => {
    if (data?.type === "heard") [silence, doubt].forEach(clearTimeout);
    else if (data?.type === "ready") {
      rest();
      failed = false;
      ready = true;
      pause = 2500;
      ear.failed("");
      ear.ready();
      for (const message of waiting.splice(0)) port!.postMessage(message());
    } else if (data?.type === "gone") fail(data.type);
    else if (data) ear.hear(data);
  };

  const connect = () => {
    ready = false;
    port?.close();
    const channel = new MessageChannel();
    port = channel.port1;
    port.onmessage = hear;
    const hello: Connect = { deskside: 1, type: "connect", options: ear.options(), held: ear.held() };
    silence = window.setTimeout(fail, SILENCE, "gone");
    // In a sandboxed page no frame has an origin to be told from others by.
    const to = origin === "null" && location.protocol !== "file:" ? "*" : new URL(widget.frame!.src).origin;
    widget.frame!.contentWindow!.postMessage(hello, to, [channel.port2]);
  };

  const ask = (frame: HTMLIFrameElement) => {
    // A module of the edge that is no other than this one; a policy lets it in for the same reason.
    import(`${import.meta.url}?${Date.now()}`).catch(() => frame === widget.frame && fail("gone"));
  };

  const line: Line = {
    get ready() {
      return ready && widget.element.isConnected;
    },
    listen() {
      rest();
      ready = false;
      doubt = window.setTimeout(ask, DOUBT, widget.frame);
      patience = window.setTimeout(fail, PATIENCE, "slow");
      widget.frame!.onload = connect;
      if (widget.loaded) connect();
    },
    post(message) {
      if (line.ready) port!.postMessage(message());
      else waiting.push(message);
    },
    retry() {
      failed = false;
      widget.put();
      line.listen();
    },
  };

  signal.addEventListener("abort", () => {
    rest();
    port?.close();
  });
  addEventListener("online", () => failed && line.retry(), { signal });
  document.addEventListener("securitypolicyviolation", ({ blockedURI, effectiveDirective }) => {
    if (!/^(frame|child)-src/.test(effectiveDirective) || !widget.frame?.src.startsWith(blockedURI)) return;
    widget.frame.onload = null;
    fail("kept out");
  }, { signal });
  line.listen();
  return line;
}
