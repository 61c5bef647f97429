import "./offers.css";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Completion } from "../../../../wasm/core.gen";
import { told } from "../../speech";

interface Props {
  id: string;
  /** What they are. */
  label: string;
  offers: readonly Completion[];
  /** The index of the one that Enter takes, -1 for none. */
  active: number;
  onTake: (offer: Completion) => void;
}

/** The id of an offer's element. */
export function offerID(list: string, index: number): string {
  return `${list}-${index}`;
}

/** What may come next in the field above. The keyboard stays there. */
export function Offers({ id, label, offers, active, onTake }: Props) {
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (active >= 0) list.current?.children[active]?.scrollIntoView({ block: "nearest" });
  }, [active]);
  return (
    <div class="offers" id={id} ref={list} role="listbox" aria-label={label}>
      {offers.map((offer, i) => (
        <div
          key={offer.insert}
          id={offerID(id, i)}
          class="offer"
          role="option"
          aria-selected={i === active}
          // The field keeps the keyboard.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onTake(offer)}
        >
          <span class="offer-label" dir="auto">
            {offer.label}
          </span>
          <span class="offer-about" dir="auto">
            {offer.detail || (offer.about.id && told(offer.about))}
          </span>
        </div>
      ))}
    </div>
  );
}
