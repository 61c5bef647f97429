import "./bins.css";
import type { Bin, Row } from "../../../../wasm/core.gen";
import { Archive, Trash, Undo2 } from "../../../../shared/ui/icons";
import type { Action } from "../../../../shared/ui/menu";
import type { Desk } from "../../desk";
import { useDesk } from "../../context";
import type { Keyed } from "../../keys/commands";
import { text } from "../../strings";

const commands: Partial<Record<Bin, Keyed>> = { archive: "archive", trash: "trash" };

/** Where a ticket can be put, as actions of a menu. */
export function binActions(desk: Desk, row: Row): Action[] {
  const now = row.bin ?? "";
  return desk.acts.bins(row).map(({ bin }, i) => {
    // What puts it there takes it out, too.
    const command = commands[bin === "" ? now : bin];
    const stroke = command && desk.keys.shown(command);
    return {
      id: `bin-${bin}`,
      apart: i === 0,
      text: (
        <>
          <span>{text.bins.put[bin]}</span>
          {stroke && <kbd>{stroke}</kbd>}
        </>
      ),
      run: () => desk.bins.put(row, bin),
    };
  });
}

/** Says that a ticket is not among those that are worked on, and takes it back. */
export function BinNotice({ row }: { row: Row }) {
  const desk = useDesk();
  if (!row.bin) return null;
  return (
    <p class="bin-notice" role="status">
      <BinMark bin={row.bin} />
      {desk.acts.bins(row).some((b) => b.bin === "") && (
        <button type="button" class="ds-button" onClick={() => desk.bins.put(row, "")}>
          <Undo2 />
          {text.bins.put[""]}
        </button>
      )}
    </p>
  );
}

/** Where a ticket lies, by sign and word. */
export function BinMark({ bin }: { bin: Bin }) {
  if (!bin) return null;
  return (
    <span class="bin-mark">
      {bin === "archive" ? <Archive /> : <Trash />}
      {text.bins.is[bin]}
    </span>
  );
}
