package helpdesk

// Written is a message as one helpdesk takes it.
type Written struct {
	// Body is what is sent of it; without anything to see it is "".
	Body Markup
	// Length is how many characters the helpdesk counts of it, which is at most
	// Abilities.MessageLimit where that says one.
	Length int
}
