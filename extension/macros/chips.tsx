import "./macros.css";
import { Lock, TriangleAlert, X } from "../../shared/ui/icons";
import type { Row, Say } from "../../wasm/core.gen";
import type { Doing } from "../panel/compose/draft";
import { useDesk } from "../panel/context";
import { text } from "../panel/strings";
import { Mark } from "../panel/tickets/mark";
import { apiece, valueName } from "../panel/ticket/values";
import { say, told } from "./say";

/** What is done to a property, as people read it. */
function sentenceOf(desk: ReturnType<typeof useDesk>, row: Pick<Row, "account" | "system" | "type">, { property, value }: Doing): string {
  const choices = desk.acts.controls(row).find((c) => c.property === property)?.choices ?? [];
  if (property === "tags") return say("macros.adds", { tags: apiece(value).join(", ") });
  return text.acts.named(text.acts.property(property), valueName(property, value, choices));
}

function StateOf({ row, doing }: { row: Pick<Row, "account" | "system" | "type">; doing: Doing }) {
  const desk = useDesk();
  const state = doing.property === "status" ? desk.acts.controls(row).find((c) => c.property === "status")?.choices.find((c) => c.value === doing.value)?.state : undefined;
  return state ? <Mark state={state} /> : null;
}

interface Props {
  row: Row;
  doings: readonly Doing[];
  onDrop: (property: string) => void;
}

/** What is done to the ticket when the message is sent: each can be left out. */
export function Chips({ row, doings, onDrop }: Props) {
  const desk = useDesk();
  return (
    <ul class="macro-chips" aria-label={say("macros.with")}>
      {doings.map((doing) => {
        const sentence = sentenceOf(desk, row, doing);
        return (
          <li key={doing.property} class="macro-chip">
            <StateOf row={row} doing={doing} />
            <span dir="auto">{sentence}</span>
            <button type="button" aria-label={say("macros.drop", { what: sentence })} title={say("macros.drop", { what: sentence })} onClick={() => onDrop(doing.property)}>
              <X />
            </button>
          </li>
        );
      })}
    </ul>
  );
}

interface DoesProps {
  row: Pick<Row, "account" | "system" | "type">;
  doings: readonly Doing[];
  isPrivate: boolean;
  lost: readonly Say[];
}

/** What a macro does to a ticket, and what of it cannot be. */
export function Does({ row, doings, isPrivate, lost }: DoesProps) {
  const desk = useDesk();
  if (doings.length + lost.length === 0 && !isPrivate) return null;
  return (
    <ul class="macro-does">
      {isPrivate && (
        <li>
          <Lock />
          {say("macros.is_note")}
        </li>
      )}
      {doings.map((doing) => (
        <li key={doing.property}>
          <StateOf row={row} doing={doing} />
          <span dir="auto">{sentenceOf(desk, row, doing)}</span>
        </li>
      ))}
      {lost.map((one) => (
        <li key={told(one)} data-lost>
          <TriangleAlert />
          <span>{told(one)}</span>
        </li>
      ))}
    </ul>
  );
}
