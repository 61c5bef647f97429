// The files of a message: pictures in their place, everything else to be saved.

import "./files.css";
import { useEffect, useRef, useState } from "preact/hooks";
import { Dialog } from "../../../../shared/ui/dialog";
import { Download, ExternalLink, Image, TriangleAlert } from "../../../../shared/ui/icons";
import type { FileResult } from "../../../../wasm/core.gen";
import type { Account } from "../../accounts/account";
import { useDesk } from "../../context";
import { text } from "../../strings";
import { type Named, TooLarge } from "./fetching";

interface Props {
  account: Account;
  files: readonly Named[];
}

export function Files({ account, files }: Props) {
  if (files.length === 0) return null;
  return (
    <ul class="files" aria-label={text.ticket.attachments}>
      {files.map((file) => (
        <li key={file.url}>
          <File account={account} file={file} />
        </li>
      ))}
    </ul>
  );
}

/** A picture that has been fetched, as the address of a blob. */
type Shown = { step: "idle" } | { step: "loading"; done: number } | { step: "failed"; large: boolean } | { step: "shown"; url: string };

function File({ account, file }: { account: Account; file: Named }) {
  const desk = useDesk();
  const [judged] = useState(() => desk.files.judge(account, file));
  const [reachable, setReachable] = useState(false);
  useEffect(() => {
    let gone = false;
    if (judged) void desk.files.reachable(judged).then((yes) => gone || setReachable(yes));
    return () => {
      gone = true;
    };
  }, [judged]);
  if (!judged) return <span class="file" title={file.name}>{file.name || text.ticket.attachments}</span>;
  const name = judged.name || text.files.unnamed;
  if (judged.picture) return <Picture judged={judged} name={name} reachable={reachable} onReachable={() => setReachable(true)} />;
  if (judged.own && reachable) return <Saved judged={judged} name={name} />;
  return <Elsewhere judged={judged} name={name} />;
}

/** A file that the browser opens where it lies. */
function Elsewhere({ judged, name }: { judged: FileResult; name: string }) {
  return (
    <a class="file" href={judged.url} target="_blank" rel="noopener noreferrer" title={judged.own ? name : `${name} (${judged.host})`}>
      <ExternalLink />
      <span class="file-name" dir="auto">
        {name}
      </span>
      {!judged.own && <span class="file-host">{judged.host}</span>}
    </a>
  );
}

/** A file that is fetched with the account's key and saved. */
function Saved({ judged, name }: { judged: FileResult; name: string }) {
  const desk = useDesk();
  const stop = useRef<AbortController | null>(null);
  const [state, setState] = useState<Shown>({ step: "idle" });
  useEffect(() => () => stop.current?.abort(), []);
  const save = async () => {
    const running = (stop.current = new AbortController());
    setState({ step: "loading", done: 0 });
    try {
      const { blob } = await desk.files.fetch(judged, { signal: running.signal, most: Infinity, progress: (done) => setState({ step: "loading", done }) });
      const url = URL.createObjectURL(blob);
      const link = document.createElement("a");
      link.href = url;
      link.download = name;
      link.click();
      // The browser has read it by then.
      setTimeout(() => URL.revokeObjectURL(url), 60_000);
      setState({ step: "idle" });
    } catch {
      if (!running.signal.aborted) setState({ step: "failed", large: false });
    }
  };
  if (state.step === "failed") return <Failed judged={judged} name={name} large={false} again={() => void save()} />;
  const loading = state.step === "loading";
  return (
    <button type="button" class="file" aria-disabled={loading} aria-label={text.files.save(name)} title={name} onClick={() => loading || void save()}>
      <Download />
      <span class="file-name" dir="auto">
        {name}
      </span>
      {loading && <progress class="file-progress" max={1} value={state.done || undefined} aria-label={text.files.loading(name)} />}
    </button>
  );
}

/** A picture: of the account's own host it comes when it is in view, of another when it is asked for. */
function Picture({ judged, name, reachable, onReachable }: { judged: FileResult; name: string; reachable: boolean; onReachable: () => void }) {
  const desk = useDesk();
  const place = useRef<HTMLDivElement>(null);
  const stop = useRef<AbortController | null>(null);
  const url = useRef("");
  const [state, setState] = useState<Shown>({ step: "idle" });
  const [large, setLarge] = useState(false);
  useEffect(
    () => () => {
      stop.current?.abort();
      if (url.current) URL.revokeObjectURL(url.current);
    },
    [],
  );
  const load = async () => {
    stop.current?.abort();
    const running = (stop.current = new AbortController());
    setState({ step: "loading", done: 0 });
    try {
      const { blob, type } = await desk.files.fetch(judged, { signal: running.signal, most: judged.most, progress: (done) => setState({ step: "loading", done }) });
      if (running.signal.aborted) return;
      // What is called a picture and is none is offered where it lies.
      if (!type) return setState({ step: "failed", large: false });
      url.current = URL.createObjectURL(blob);
      setState({ step: "shown", url: url.current });
    } catch (error) {
      if (!running.signal.aborted) setState({ step: "failed", large: error instanceof TooLarge });
    }
  };
  const own = judged.own && reachable;
  useEffect(() => {
    if (!own || !place.current) return;
    const seen = new IntersectionObserver((entries) => {
      if (!entries.some((e) => e.isIntersecting)) return;
      seen.disconnect();
      void load();
    });
    seen.observe(place.current);
    return () => seen.disconnect();
  }, [own]);
  if (state.step === "failed") return <Failed judged={judged} name={name} large={state.large} again={() => void load()} />;
  if (state.step === "shown") {
    return (
      <>
        <button type="button" class="picture" aria-label={text.files.enlarge(name)} title={name} onClick={() => setLarge(true)}>
          <img src={state.url} alt={name} decoding="async" onError={() => setState({ step: "failed", large: false })} />
        </button>
        {large && (
          <Dialog heading={name} close={text.files.close} onClose={() => setLarge(false)}>
            <img class="picture-large" src={state.url} alt={name} />
            <p class="picture-save">
              <a class="ds-button" href={state.url} download={name}>
                <Download />
                {text.files.save(name)}
              </a>
            </p>
          </Dialog>
        )}
      </>
    );
  }
  if (own || state.step === "loading") {
    return (
      <div class="picture picture-empty" ref={place}>
        <Image />
        <span class="file-name" dir="auto">
          {name}
        </span>
        {state.step === "loading" && <progress class="file-progress" max={1} value={state.done || undefined} aria-label={text.files.loading(name)} />}
      </div>
    );
  }
  const show = async () => {
    if (!reachable && !(await desk.files.ask(judged))) return;
    onReachable();
    await load();
  };
  return (
    <span class="file-pair">
      <Elsewhere judged={judged} name={name} />
      <button type="button" class="ds-button" data-kind="quiet" aria-label={text.files.showFrom(name, judged.host)} title={text.files.showFrom(name, judged.host)} onClick={() => void show()}>
        <Image />
        {text.files.show}
      </button>
    </span>
  );
}

function Failed({ judged, name, large, again }: { judged: FileResult; name: string; large: boolean; again: () => void }) {
  return (
    <span class="file-pair" role="status">
      <span class="file-failed">
        <TriangleAlert />
        {large ? text.files.tooLarge(name) : text.files.failed(name)}
      </span>
      <Elsewhere judged={judged} name={name} />
      {!large && (
        <button type="button" class="ds-button" data-kind="quiet" onClick={again}>
          {text.problem.retry}
        </button>
      )}
    </span>
  );
}
