import { Search, X } from "../../../shared/ui/icons/first";
import type { Session } from "../session/session";
import { isComposing } from "../parts/composing";
import { say } from "../speech";

interface Props {
  query: string;
  session: Session;
}

export function SearchField({ query, session }: Props) {
  const clear = () => session.search({ text: "" });
  return (
    <div class="search" role="search">
      <Search />
      <input
        id="search"
        type="search"
        class="ds-input"
        placeholder={say("widget.search.placeholder")}
        aria-label={say("widget.search.label")}
        autocomplete="off"
        enterkeyhint="search"
        dir="auto"
        value={query}
        onInput={(event) => session.search({ text: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || query === "" || isComposing(event)) return;
          // The search is the topmost thing: the widget stays open.
          event.stopPropagation();
          event.preventDefault();
          clear();
        }}
      />
      {query !== "" && (
        <button
          type="button"
          class="ds-button search-clear"
          data-kind="quiet"
          data-shape="icon"
          aria-label={say("widget.search.clear")}
          title={say("widget.search.clear")}
          onClick={() => {
            clear();
            document.getElementById("search")?.focus();
          }}
        >
          <X />
        </button>
      )}
    </div>
  );
}
