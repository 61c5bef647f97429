import { ChevronDown } from "../../../shared/ui/icons";
import { Menu } from "../../../shared/ui/menu";
import { useDesk } from "../context";
import { text } from "../strings";
import { countText, type View, type ViewCounts } from "./views";

interface Props {
  views: readonly View[];
  counts: ViewCounts;
}

/** The views that have no room as tabs. */
export function More({ views, counts }: Props) {
  const desk = useDesk();
  return (
    <div class="more">
      <Menu
        label={text.views.moreViews}
        class="tab tab-more"
        actions={views.map((view) => ({
          id: view.id,
          text: (
            <>
              <span>{text.views[view.id]}</span>
              <span class="count">{countText(counts[view.id])}</span>
            </>
          ),
          run: () => void desk.tickets.choose(view.query),
        }))}
      >
        {text.views.more}
        <ChevronDown />
      </Menu>
    </div>
  );
}
