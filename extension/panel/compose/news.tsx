import { MessageSquare } from "../../../shared/ui/icons";
import { Ago } from "../../../shared/ui/ago";
import type { Row } from "../../../wasm/core.gen";
import { useDesk } from "../context";
import { locale, told } from "../speech";
import { text } from "../strings";
import { valueName } from "../ticket/values";

/** Says what came of the ticket while one writes, and leaves what is written alone. */
export function News({ row, now }: { row: Row; now: number }) {
  const desk = useDesk();
  const news = desk.compose.news();
  if (!news) return null;
  const { message, changed } = news;
  const values = desk.acts.values(row);
  const named = changed.map((property) => {
    const choices = desk.acts.controls(row).find((c) => c.property === property)?.choices ?? [];
    return text.acts.named(text.acts.property(property), valueName(property, values.find((v) => v.property === property)?.value ?? "", choices));
  });
  const show = () => {
    document.querySelector(".conversation:not(.outgoing) > .message:last-of-type")?.scrollIntoView({ block: "nearest" });
    desk.compose.see();
  };
  return (
    <div class="composer-line composer-news" role="status">
      <MessageSquare />
      <p dir="auto">
        {message && (
          <>
            {text.compose.wrote(message.author || told(message.unnamed))} <Ago at={message.created} now={now} locale={locale()} />
          </>
        )}
        {message && named.length > 0 && ` ${text.separator} `}
        {named.join(` ${text.separator} `)}
      </p>
      <button type="button" class="ds-button" data-kind="quiet" onClick={show}>
        {message ? text.compose.show : text.compose.seen}
      </button>
    </div>
  );
}
