import { useLayoutEffect, useRef } from "preact/hooks";
import { draw } from "../../shared/ui/prose/draw";
import { useDesk } from "../panel/context";
import { text } from "../panel/strings";

/** What is said, as whoever reads it will see it. */
export function Said({ source }: { source: string }) {
  const { compose } = useDesk();
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    place.current?.replaceChildren(...compose.previewed(source, []).flatMap(({ program }) => [...draw(program, text.draw).childNodes]));
  }, [source]);
  return <div class="macro-said prose" dir="auto" ref={place} />;
}
