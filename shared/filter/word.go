package filter

import "strings"

// word is a word of a field's fixed list.
type word struct {
	// name is canonical, other are further names, each between blanks.
	name, other, about string
}

// Words of a status that are no single state.
const (
	// ActiveWord is everything that waits for somebody, AllWord any status.
	ActiveWord = "active"
	AllWord    = "all"
	// OpenedWord, ProgressWord and CompletedWord are slugs of UseResponse, which
	// divide what is open and what is solved. Usedesk calls its own so, too,
	// except for ProgressWord, which nothing is there.
	OpenedWord    = "opened"
	ProgressWord  = "in_progress"
	CompletedWord = "completed"
)

var statusWords = [...]word{
	{ActiveWord, " all_active ", "new, open, pending or on hold"},
	{"new", "", "nobody has read it"},
	{"open", "", "somebody works on it"},
	{"pending", " awaiting_reply waiting ", "waits for the client"},
	{"hold", " on_hold ", "waits for something else"},
	{"solved", " executed ", "done"},
	{"closed", "", "done for good"},
	{"merged", "", "part of another ticket"},
	{"mailing", " newsletter ", "part of a mailing"},
	{"spam", "", "unwanted"},
	{"deleted", " trash ", "in the trash"},
	{"unknown", "", "a status of your helpdesk's own"},
	{AllWord, "", "any status, spam and deleted too"},
	{OpenedWord, "", "open and not in progress, as UseResponse says it"},
	{ProgressWord, "", "in progress, as UseResponse says it"},
	{CompletedWord, "", "completed, as UseResponse says it"},
}

var systemWords = [...]word{{"usedesk", "", "tickets of Usedesk"}, {"useresponse", "", "tickets of UseResponse"}}

// priorityWords are those of Usedesk, in ascending order. otherPriorities are
// understood, too, where a helpdesk has them.
var (
	priorityWords   = [...]word{{"low", "", "can wait"}, {"medium", "", "as usual"}, {"urgent", "", "soon"}, {"extreme", "", "at once"}}
	otherPriorities = [...]word{{"normal", "", "as usual"}, {"high", "", "soon"}}
)

var typeWords = [...]word{
	{"question", "", "somebody wants to know"}, {"task", "", "something to do"}, {"problem", "", "something is wrong"},
	{"incident", "", "something broke"}, {"idea", "", "something new"}, {"ticket", "", "a ticket of no other type"},
}

var rightsWords = [...]word{{"read", "", "the agent may look"}, {"write", " edit ", "the agent may work on it"}}

// fixedWords are the words of a field that has a fixed list.
func fixedWords(f Field) []word {
	switch f {
	case Status:
		return statusWords[:]
	case System:
		return systemWords[:]
	case Priority:
		return priorityWords[:]
	case Type:
		return typeWords[:]
	case Rights:
		return rightsWords[:]
	}
	return nil
}

// priorityWord is a word of helpdesk.Priorities.
func priorityWord(name string) word {
	for _, words := range [...][]word{priorityWords[:], otherPriorities[:]} {
		for _, w := range words {
			if w.name == name {
				return w
			}
		}
	}
	return word{name: name}
}

// understood are the words of a field that are taken.
func understood(f Field, name string) (string, bool) {
	if f == Priority {
		if w, ok := find(otherPriorities[:], name); ok {
			return w, true
		}
	}
	return find(fixedWords(f), name)
}

// find returns the canonical form of a word in lower case with _.
func find(words []word, name string) (string, bool) {
	for i := range words {
		if words[i].name == name || listed(words[i].other, name) {
			return words[i].name, true
		}
	}
	return "", false
}

// wordsOf lists the words that a field takes, as a sentence does.
func wordsOf(f Field) string {
	var b strings.Builder
	for i, w := range fixedWords(f) {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(w.name)
	}
	if fieldSpecs[f].none && f != Status {
		b.WriteString(", any, none")
	}
	return b.String()
}

// Words for the agent, for no value and for any value.
var (
	meWords     = word{name: "me", other: " myself "}
	noneWords   = word{name: "none", other: " empty unassigned nobody "}
	filledWords = word{name: "any", other: " not_empty anyone assigned "}
)

func (w *word) is(name string) bool { return w.name == name || listed(w.other, name) }

// slaNames are the kinds of SLA moments as tickets name them; "" is any.
var slaNames = [...]word{{"first_reply", "", "the first reply"}, {"next_reply", "", "the next reply"}, {"close", " resolution solve ", "the resolution"}}

// sortWords are the names of keys.
var sortWords = [keyCount]word{
	ByUpdated:   {"updated", " last_updated_at new_updated ", "last change"},
	ByActivity:  {"activity", "", "last activity after it came"},
	ByCreated:   {"created", " published_at new ", "when it came"},
	ByCompleted: {"completed", "", "when it was solved"},
	ByDue:       {"due", " sla ", "next agreed moment"},
	ByRemind:    {"remind", "", "when it comes back"},
	ByPriority:  {"priority", "", "how urgent it is"},
	ByStatus:    {"status", " status_id ", "where the work stands"},
	ByAssignee:  {"assignee", " assignee_id ", "who works on it"},
	ByGroup:     {"group", "", "the group of agents"},
	ByClient:    {"client", " client_id ", "who asked"},
	BySubject:   {"subject", "", "the subject"},
	ByComments:  {"comments", "", "number of comments"},
	ByID:        {"id", "", "the ticket's number"},
	ByPopular:   {"popular", "", "votes, as UseResponse counts them"},
	ByTrending:  {"trending", "", "votes of late, as UseResponse counts them"},
}

// String returns the key's name in the language.
func (k Key) String() string {
	if k < keyCount {
		return sortWords[k].name
	}
	return ""
}

// descends reports whether a key without a direction is meant to descend.
func (k Key) descends() bool {
	switch k {
	case ByUpdated, ByActivity, ByCreated, ByCompleted, ByPriority, ByComments, ByPopular, ByTrending:
		return true
	}
	return false
}

// lower returns s in lower case with _ for -, as words of the language are
// compared; "" when s is longer than any of them or not ASCII.
func lower(s string) string {
	const longest = 24
	if len(s) > longest {
		return ""
	}
	var buf [longest]byte
	changed := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c >= 0x80:
			return ""
		case 'A' <= c && c <= 'Z':
			c += 'a' - 'A'
		case c == '-':
			c = '_'
		}
		buf[i] = c
		changed = changed || c != s[i]
	}
	if !changed {
		return s
	}
	return string(buf[:len(s)])
}
