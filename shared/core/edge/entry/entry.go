package entry

import "time"

// Kind is what an entry is.
type Kind string

const (
	// Post is an idea, a problem or a question.
	Post Kind = "post"
	// Comment is a public answer to one.
	Comment Kind = "comment"
	// File goes along with a post, after it.
	File Kind = "file"
	// Vote is the vote of one visitor on one post.
	Vote Kind = "vote"
)

// Wanted reports whether an entry of this kind is a state that is wanted rather
// than something to be done once. It does no harm to bring it about again, so it is
// never in doubt: it waits until it is known to be so. Another wish takes its place.
func (k Kind) Wanted() bool { return k == Vote }

// Entry is one thing to be done at the helpdesk. Times are Unix milliseconds.
type Entry struct {
	// ID is what somebody asks by who wants to know how far it is: nobody guesses it.
	ID   string
	Kind Kind
	// Visitor wrote it, "" for nobody in particular, under a Key of theirs.
	Visitor, Key string
	// Lane is what must keep its order: of a lane, one is done after the other.
	Lane string
	// Sent is what is sent as a hash: alike for the same, whoever sends it.
	Sent string
	// Body is what is sent, until it is there or discarded.
	Body string

	State State
	// Reason is why it is refused, uncertain or put off, Answer what whoever wrote it
	// is answered once it is delivered.
	Reason, Answer string
	// Added is when it came, Begun when it was first sent since it is in doubt, Due
	// when it is next to be done.
	Added, Begun, Due int64
	// Tries counts what failed in a row.
	Tries int64
	// Heard says that the helpdesk answered what is in doubt, so that it is no longer
	// at work on it.
	Heard bool
}

const (
	// LeaseFor is longer than anybody who sends or looks has time for.
	LeaseFor = 28 * time.Second
	// Settling is how long a helpdesk may still be at work on what nobody heard an
	// answer to.
	Settling = time.Minute
	// LookAfter is when one looks for what is in doubt, unless whoever wrote it asks before.
	LookAfter = 10 * time.Second
	// LookSoon is when one does where the helpdesk has answered.
	LookSoon = 2 * time.Second
	// Patience is how long one tries to hand something over.
	Patience = 7 * 24 * time.Hour
	// LookFor is how long one looks at least for what is in doubt, and looks how often
	// it was looked for by then without being told anything.
	LookFor = time.Hour
	looks   = 16
	// LookAgain is when one looks again where nobody could.
	LookAgain = 30 * time.Second
	// UnclaimedFor is how long a file waits for what it goes along with.
	UnclaimedFor = 24 * time.Hour
	// KeptFor is how long it is known what came of an entry: longer than any widget
	// sends one again.
	KeptFor = 30 * 24 * time.Hour
)

// Pauses after failures.
const (
	firstPause   = 2 * time.Second
	longestSend  = 15 * time.Minute
	longestLook  = 5 * time.Minute
	longestAsked = time.Hour
)

// Pause is how long an entry is left alone after one more failure: twice as long
// each time, half of it by chance, or as long as the helpdesk asks.
func (e *Entry) Pause(asked time.Duration, random uint64) time.Duration {
	if asked > 0 {
		return Bounded(asked)
	}
	longest := longestSend
	if e.State == Doubt {
		longest = longestLook
	}
	bound := firstPause
	for i := int64(0); i < e.Tries && bound < longest; i++ {
		bound *= 2
	}
	bound = min(bound, longest)
	return bound/2 + time.Duration(random%uint64(bound/2+1))
}

// Bounded is how long a helpdesk that asks to be left alone is: up to an hour.
func Bounded(asked time.Duration) time.Duration { return min(asked, longestAsked) }

// Settled reports whether nothing that was sent of an entry in doubt can still
// arrive at some time: only then it says something that it is not there.
func (e *Entry) Settled(now time.Time) bool {
	return e.Heard || now.UnixMilli() >= e.Begun+(LeaseFor+Settling).Milliseconds()
}

// Hopeless reports whether nobody looks any longer for an entry in doubt: it was
// looked for long enough, or nobody could look for as long as anybody would wait.
func (e *Entry) Hopeless(now time.Time) bool {
	since := now.UnixMilli() - e.Begun
	return since >= Patience.Milliseconds() || since >= LookFor.Milliseconds() && e.Tries >= looks
}
