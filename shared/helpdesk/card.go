package helpdesk

//go:generate go run deskside/build/codec -file card.go -o card_gen.go

// Card is what an account knows of one person.
type Card struct {
	ID     int64    `msg:"id"`
	Name   string   `msg:"name"`
	Emails []string `msg:"emails"`
	// Phones and Messengers are with their kind, such as "mobile" or "telegram".
	Phones     []Contact `msg:"phones"`
	Messengers []Contact `msg:"messengers"`
	Company    string    `msg:"company"`
	Position   string    `msg:"position"`
	Team       string    `msg:"team"`
	// About is a text of the helpdesk's own about the person.
	About  string   `msg:"about"`
	Tags   []string `msg:"tags"`
	Fields []Field  `msg:"fields"`
	// URL is the person's page in the helpdesk, "" where it is not known.
	URL string `msg:"url"`
}

// Contact is a way to reach a person.
type Contact struct {
	Kind  string `msg:"kind"`
	Value string `msg:"value"`
}

// CardNote is a note of an agent about a person.
type CardNote struct {
	ID      int64  `msg:"id"`
	Author  Person `msg:"author"`
	Created int64  `msg:"created"`
	Body    Markup `msg:"body"`
	// Remind is when the agent is reminded, Unix seconds, 0 for never.
	Remind int64 `msg:"remind"`
}
