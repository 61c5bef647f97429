import { useLayoutEffect, useRef } from "preact/hooks";
import { draw } from "../../../shared/ui/prose/draw";
import type { PreviewBlock } from "../../../wasm/core.gen";
import { useDesk } from "../context";
import { text } from "../strings";

/** What is written, as whoever reads it will see it. */
export function Preview({ source }: { source: string }) {
  const { compose } = useDesk();
  const place = useRef<HTMLDivElement>(null);
  const blocks = useRef<readonly PreviewBlock[]>([]);
  const nodes = useRef(new Map<number, Node[]>());
  useLayoutEffect(() => {
    const next = compose.previewed(source, blocks.current);
    const drawn = new Map<number, Node[]>();
    for (const { key, program } of next) {
      const kept = nodes.current.get(key);
      drawn.set(key, program.length === 0 && kept ? kept : [...draw(program, text.draw).childNodes]);
    }
    [blocks.current, nodes.current] = [next, drawn];
    place.current?.replaceChildren(...[...drawn.values()].flat());
  }, [source]);
  const whole = useRef<HTMLDivElement>(null);
  // The keys that end it are those of whoever is in it.
  useLayoutEffect(() => whole.current?.focus(), []);
  return (
    <div class="composer-preview" ref={whole} role="region" aria-label={text.compose.preview} tabIndex={0}>
      {source.trim() === "" ? <p class="quiet">{text.compose.previewNone}</p> : <div class="prose" dir="auto" ref={place} />}
    </div>
  );
}
