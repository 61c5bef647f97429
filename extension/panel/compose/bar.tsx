import { Bold, Code, Ellipsis, type Icon, Italic, Link, List, ListOrdered, Strikethrough, TextQuote } from "../../../shared/ui/icons";
import { Menu } from "../../../shared/ui/menu";
import { type FormatName, keyOf } from "../../../shared/ui/writing/keys";
import { text } from "../strings";

const buttons: readonly (readonly [FormatName, Icon])[] = [
  ["bold", Bold],
  ["italic", Italic],
  ["strike", Strikethrough],
  ["code", Code],
  ["link", Link],
  ["bullets", List],
  ["numbers", ListOrdered],
  ["quote", TextQuote],
];

const further = ["underline", "heading", "block", "table"] as const satisfies readonly FormatName[];

interface Props {
  onPress: (format: FormatName) => void;
  /** Those that the selection has; null where that is not known. */
  pressed: ReadonlySet<FormatName> | null;
  mac: boolean;
}

/** Formatting by hand. Each button has its key in its title. */
export function Bar({ onPress, pressed, mac }: Props) {
  const title = (name: FormatName) => {
    const key = keyOf(name, mac);
    return key ? text.acts.hint(text.compose.formats[name], key) : text.compose.formats[name];
  };
  return (
    <div class="composer-bar" role="group" aria-label={text.compose.format}>
      {buttons.map(([name, Shape]) => (
        <button
          key={name}
          type="button"
          class="ds-button"
          data-kind="quiet"
          data-shape="icon"
          aria-label={text.compose.formats[name]}
          aria-pressed={pressed?.has(name)}
          title={title(name)}
          // The field keeps the focus and what is selected in it.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onPress(name)}
        >
          <Shape />
        </button>
      ))}
      <Menu label={text.compose.more} class="ds-button composer-more" actions={further.map((name) => ({ id: name, text: text.compose.formats[name], run: () => onPress(name) }))}>
        <Ellipsis />
      </Menu>
    </div>
  );
}
