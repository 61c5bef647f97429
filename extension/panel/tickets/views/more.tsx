import { BookmarkPlus, ChevronDown, ListOrdered } from "../../../../shared/ui/icons";
import { Menu } from "../../../../shared/ui/menu";
import { useDesk } from "../../context";
import { text } from "../../strings";
import { TabText } from "./tab";
import type { View, ViewCounts } from "./views";

interface Props {
  views: readonly View[];
  counts: ViewCounts;
  /** What no helpdesk knows of a view any longer, "" for nothing. */
  lost: (view: View) => string;
  /** The present filter is no view yet. */
  savable: boolean;
}

/** The views that have no room as tabs, and what can be done with views. */
export function More({ views, counts, lost, savable }: Props) {
  const desk = useDesk();
  return (
    <div class="more">
      <Menu
        label={text.views.moreViews}
        class="tab tab-more"
        actions={[
          ...views.map((view) => ({ id: view.key, text: <TabText view={view} counts={counts} lost={lost(view)} />, run: () => void desk.tickets.choose(view.query) })),
          ...(savable
            ? [
                {
                  id: "save",
                  text: (
                    <>
                      <BookmarkPlus />
                      <span class="tab-name">{text.views.save}</span>
                    </>
                  ),
                  apart: views.length > 0,
                  run: () => desk.views.saving(true),
                },
              ]
            : []),
          {
            id: "arrange",
            text: (
              <>
                <ListOrdered />
                <span class="tab-name">{text.views.arrange}</span>
              </>
            ),
            apart: views.length > 0 && !savable,
            run: () => desk.go("views"),
          },
        ]}
      >
        {text.views.more}
        <ChevronDown />
      </Menu>
    </div>
  );
}
