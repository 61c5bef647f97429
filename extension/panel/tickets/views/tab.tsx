import { TriangleAlert } from "../../../../shared/ui/icons";
import { text } from "../../strings";
import { countOf, countText, type View, type ViewCounts } from "./views";

/** What a view is called in the reader's language, or as the person has called it. */
export function viewName({ id, name }: View): string {
  return id ? text.views[id] : name;
}

interface TabTextProps {
  view: View;
  counts: ViewCounts;
  /** What no helpdesk knows of it any longer, "" for nothing. */
  lost: string;
}

export function TabText({ view, counts, lost }: TabTextProps) {
  const count = countText(countOf(view, counts));
  return (
    <>
      {lost && <TriangleAlert />}
      <span class="tab-name" dir="auto">
        {viewName(view)}
      </span>
      {count && <span class="count">{count}</span>}
      {lost && <span class="ds-hidden">. {lost}</span>}
    </>
  );
}
