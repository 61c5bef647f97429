// Icons that only the widget needs, in the manner of shared/ui/icons.

interface VoteIconProps {
  down?: boolean;
}

/** A vote: an outline, filled by the style of a pressed button. */
export function VoteIcon({ down = false }: VoteIconProps) {
  return (
    <svg class="ds-icon vote-icon" viewBox="0 0 24 24" stroke="currentColor" stroke-width="2" stroke-linejoin="round" aria-hidden>
      <path d={down ? "M12 18 4 7h16z" : "M12 6l8 11H4z"} />
    </svg>
  );
}
