import type { PostOrder, PostType } from "../../../wasm/core.gen";
import { ChevronDown } from "../../../shared/ui/icons/first";
import type { Session } from "../session/session";
import { choices, type State, valueOf } from "../session/state";
import { say } from "../speech";

interface Props {
  state: State;
  session: Session;
}

/** Which posts are listed, and in which order. */
export function Filters({ state, session }: Props) {
  const { filter } = state.search;
  const statuses = valueOf(state.home)?.statuses ?? [];
  const select = <T extends string>(name: "order" | "type" | "status", label: string, choose: (value: T) => void, options: readonly (readonly [value: T, text: string])[]) => (
    <span class="filter" data-set={filter[name] !== ""}>
      {/* As wide as what is chosen, where browsers make a menu as wide as its longest choice. */}
      <span aria-hidden>{options.find(([value]) => value === filter[name])?.[1]}</span>
      <ChevronDown />
      <select aria-label={label} id={`filter-${name}`} value={filter[name]} onChange={(event) => choose(event.currentTarget.value as T)}>
        {options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </span>
  );
  return (
    <div class="filters" role="group" aria-label={say("widget.filter")}>
      {select<PostOrder>("order", say("widget.filter.order"), (order) => session.search({ order }), [
        ["", say("widget.list.popular")],
        ["new", say("widget.filter.new")],
        ["new_updated", say("widget.filter.active")],
      ])}
      {select<PostType>("type", say("widget.filter.type"), (type) => session.search({ type }), [["", say("widget.filter.types")], ...choices.map((type) => [type, say("widget.filter.of", { type })] as const)])}
      {statuses.length > 0 && select("status", say("widget.filter.status"), (status) => session.search({ status }), [["", say("widget.filter.statuses")], ...statuses.map(({ slug, title }) => [slug, title] as const)])}
    </div>
  );
}
