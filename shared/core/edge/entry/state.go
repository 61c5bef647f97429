// Package entry is how far something that a customer wrote has come on its way to
// the helpdesk: its states, what leads from one to another, and when it is next
// to be done. It is pure, and must not know what is sent, nor where it is kept.
//
// An entry is stored before it is sent. So whoever sends it can be stopped at any
// moment: what was being sent is then in doubt, and is looked for, never just sent
// again. A state that is wanted is brought about again instead.
package entry

// State is how far an entry has come.
type State string

const (
	// Waiting is to be sent: it never was, or is known not to have been done.
	Waiting State = "waiting"
	// Sending is being sent by somebody, under a lease.
	Sending State = "sending"
	// Doubt was sent and may have been done: it is to be looked for.
	Doubt State = "doubt"
	// Delivered is at the helpdesk.
	Delivered State = "delivered"
	// Refused is not at the helpdesk, which does not take it.
	Refused State = "refused"
	// Uncertain may be at the helpdesk, and nobody can know but a person who looks.
	Uncertain State = "uncertain"
)

// Live reports whether an entry is still to be done, so that those behind it in
// its lane wait.
func (s State) Live() bool { return s == Waiting || s == Sending || s == Doubt }

// Event is what becomes of an entry.
type Event string

const (
	// Taken: somebody has it under a lease, to send it or to look for it.
	Taken Event = "taken"
	// Arrived: the helpdesk said that it has it, or shows it.
	Arrived Event = "arrived"
	// TurnedDown: the helpdesk does not take it.
	TurnedDown Event = "turned down"
	// PutOff: the helpdesk has not done it, and may later; or looking for it told nothing.
	PutOff Event = "put off"
	// Unseen: it could not be looked for.
	Unseen Event = "unseen"
	// Lost: the answer did not come, or does not say what was done.
	Lost Event = "lost"
	// Expired: the lease is over and nobody has said what came of it.
	Expired Event = "expired"
	// Left is that of a state that is wanted: it is brought about again.
	Left Event = "left"
	// Retried: whoever runs the edge has it sent again. Of what is uncertain they know
	// that it is not there.
	Retried Event = "retried"
	// Discarded: whoever runs the edge does not have it sent.
	Discarded Event = "discarded"
	// Wished: another state is wanted than before, or the same again.
	Wished Event = "wished"
	// Absent: it is known not to have been done.
	Absent Event = "absent"
	// Unknowable: it was looked for as long as that makes sense.
	Unknowable Event = "unknowable"
	// GivenUp: it could not be handed over for as long as anybody would wait.
	GivenUp Event = "given up"
)

// Transition says that an event leads from one state to another.
type Transition struct {
	From State
	Event
	To State
}

// Transitions are all that there are. Only what waits is sent, and what was sent
// waits again only where it is known not to have been done.
var Transitions = [...]Transition{
	{Waiting, Taken, Sending},
	{Waiting, GivenUp, Refused},
	{Sending, Arrived, Delivered},
	{Sending, TurnedDown, Refused},
	{Sending, PutOff, Waiting},
	{Sending, Lost, Doubt},
	{Sending, Expired, Doubt},
	{Doubt, Taken, Doubt},
	{Doubt, Expired, Doubt},
	{Doubt, Arrived, Delivered},
	{Doubt, PutOff, Doubt},
	{Doubt, Unseen, Doubt},
	{Doubt, Absent, Waiting},
	{Doubt, Unknowable, Uncertain},
	// Whoever wrote it sends it once more.
	{Refused, Taken, Sending},
	// Whoever runs the edge decides.
	{Waiting, Retried, Waiting},
	{Refused, Retried, Waiting},
	{Uncertain, Retried, Waiting},
	{Waiting, Discarded, Refused},
	// Only states that are wanted.
	{Sending, Left, Waiting},
	{Waiting, Wished, Waiting},
	{Sending, Wished, Waiting},
	{Delivered, Wished, Waiting},
	{Refused, Wished, Waiting},
}

// On returns what an event makes of a state, and false where it makes nothing of it.
func (s State) On(event Event) (State, bool) {
	for _, t := range Transitions {
		if t.From == s && t.Event == event {
			return t.To, true
		}
	}
	return s, false
}
