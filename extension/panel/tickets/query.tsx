import "./query.css";
import { useState } from "preact/hooks";
import { CircleAlert, Search, X } from "../../../shared/ui/icons";
import { useDesk } from "../context";
import type { Listing } from "./listing";
import { text } from "../strings";
import { firstView, viewOf } from "./views";

interface Props {
  list: Listing;
}

/** The filter: text while it is edited, chips while it is not. */
export function Query({ list }: Props) {
  const desk = useDesk();
  const [focused, setFocused] = useState(false);
  const idle = !focused && list.problem === "";
  return (
    <form
      class="query"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        void desk.tickets.choose(list.draft);
      }}
    >
      <div class="query-field" data-idle={idle || undefined}>
        <Search />
        <input
          id="query"
          class="ds-input"
          type="text"
          enterkeyhint="search"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          dir="auto"
          aria-label={text.query.label}
          aria-invalid={list.problem !== ""}
          aria-describedby={list.problem ? "query-problem" : undefined}
          placeholder={text.query.placeholder}
          value={list.draft}
          onInput={(event) => desk.tickets.type(event.currentTarget.value)}
          onFocus={() => setFocused(true)}
          onBlur={() => setFocused(false)}
        />
        {idle && (
          <div class="chips" aria-hidden>
            {terms(list.draft).map((term, i) => (
              <span key={i} class={term.includes(":") ? "chip" : "word"}>
                {term}
              </span>
            ))}
          </div>
        )}
        {!viewOf(list.draft) && (
          <button
            type="button"
            class="ds-button"
            data-kind="quiet"
            data-shape="icon"
            aria-label={text.query.clear}
            title={text.query.clear}
            onClick={() => void desk.tickets.choose(firstView.query)}
          >
            <X />
          </button>
        )}
      </div>
      {list.problem && (
        <p class="ds-problem" id="query-problem" role="alert">
          <CircleAlert />
          {list.problem}
        </p>
      )}
    </form>
  );
}

/** The query as it is drawn; what it means is the core's to say. */
function terms(query: string): string[] {
  return query.match(/(?:"[^"]*"?|\S)+/g) ?? [];
}
