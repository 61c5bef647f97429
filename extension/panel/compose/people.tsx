import type { Person } from "../../../wasm/core.gen";
import { Avatar } from "../../../shared/ui/avatar";
import { text } from "../strings";

interface Props {
  id: string;
  people: readonly Person[];
  /** Which one Enter takes. */
  chosen: number;
  onChoose: (person: Person) => void;
}

/** Whom an @ could mean, above the field. */
export function People({ id, people, chosen, onChoose }: Props) {
  return (
    <ul class="composer-people" id={id} role="listbox" aria-label={text.compose.people}>
      {people.map((person, i) => (
        <li
          key={person.id}
          id={`${id}-${i}`}
          role="option"
          aria-selected={i === chosen}
          // The field keeps the focus.
          onPointerDown={(event) => {
            event.preventDefault();
            onChoose(person);
          }}
        >
          <Avatar name={person.name} />
          <span dir="auto">{person.name}</span>
          <span class="quiet">{person.email}</span>
        </li>
      ))}
    </ul>
  );
}
