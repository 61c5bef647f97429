import { SlidersHorizontal } from "../../../../shared/ui/icons";
import { type Action, Menu } from "../../../../shared/ui/menu";
import { useDesk } from "../../context";
import { text } from "../../strings";
import { groupings } from "./grouping";
import type { Looks } from "./looks";

/** How the list is drawn: in which groups, and with or without the first words of tickets. */
export function ListOptions({ looks }: { looks: Looks }) {
  const desk = useDesk();
  const { groups } = text;
  const by: Action[] = groupings.map((grouping) => ({
    id: `by-${grouping}`,
    text: groups.by[grouping],
    checked: looks.by === grouping,
    run: () => desk.groups.look({ ...looks, by: grouping }),
  }));
  const excerpts: Action[] = [true, false].map((shown) => ({
    id: `excerpts-${shown}`,
    text: shown ? groups.excerpts : groups.dense,
    checked: looks.excerpts === shown,
    apart: shown,
    run: () => desk.groups.look({ ...looks, excerpts: shown }),
  }));
  return (
    <div class="list-options">
      <Menu label={groups.options} title={groups.options} class="ds-button row-act" actions={[...by, ...excerpts]}>
        <SlidersHorizontal />
      </Menu>
    </div>
  );
}
