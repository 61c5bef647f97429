package filter

import (
	"strings"

	"deskside/shared/words"
)

// word is a word of a field's fixed list.
type word struct {
	// name is canonical, other are further names, each between blanks.
	name, other string
	about       func() words.Say
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
	{ActiveWord, " all_active ", words.FilterWordActive},
	{"new", "", words.FilterWordNew},
	{"open", "", words.FilterWordOpen},
	{"pending", " awaiting_reply waiting ", words.FilterWordPending},
	{"hold", " on_hold ", words.FilterWordHold},
	{"solved", " executed ", words.FilterWordSolved},
	{"closed", "", words.FilterWordClosed},
	{"merged", "", words.FilterWordMerged},
	{"mailing", " newsletter ", words.FilterWordMailing},
	{"spam", "", words.FilterWordSpam},
	{"deleted", " trash ", words.FilterWordDeleted},
	{"unknown", "", words.FilterWordUnknown},
	{AllWord, "", words.FilterWordAll},
	{OpenedWord, "", words.FilterWordOpened},
	{ProgressWord, "", words.FilterWordInProgress},
	{CompletedWord, "", words.FilterWordCompleted},
}

// priorityWords are those of Usedesk, in ascending order. otherPriorities are
// understood, too, where a helpdesk has them.
var (
	priorityWords   = [...]word{{"low", "", words.FilterWordLow}, {"medium", "", words.FilterWordMedium}, {"urgent", "", words.FilterWordUrgent}, {"extreme", "", words.FilterWordExtreme}}
	otherPriorities = [...]word{{"normal", "", words.FilterWordMedium}, {"high", "", words.FilterWordUrgent}}
)

var typeWords = [...]word{
	{"question", "", words.FilterWordQuestion}, {"task", "", words.FilterWordTask}, {"problem", "", words.FilterWordProblem},
	{"incident", "", words.FilterWordIncident}, {"idea", "", words.FilterWordIdea}, {"ticket", "", words.FilterWordTicket},
}

var rightsWords = [...]word{{"read", "", words.FilterWordRead}, {"write", " edit ", words.FilterWordWrite}}

// Words of a mark.
const (
	UnreadWord  = "unread"
	SnoozedWord = "snoozed"
)

var markWords = [...]word{{UnreadWord, "", words.FilterWordUnread}, {SnoozedWord, " asleep ", words.FilterWordSnoozed}}

// fixedWords are the words of a field that has a fixed list.
func fixedWords(f Field) []word {
	switch f {
	case Status:
		return statusWords[:]
	case Priority:
		return priorityWords[:]
	case Type:
		return typeWords[:]
	case Rights:
		return rightsWords[:]
	case Mark:
		return markWords[:]
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

// wordsOf lists the words that a field takes.
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
var slaNames = [...]word{{"first_reply", "", words.FilterWordFirstReply}, {"next_reply", "", words.FilterWordNextReply}, {"close", " resolution solve ", words.FilterWordClose}}

// sortWords are the names of keys.
var sortWords = [keyCount]word{
	ByUpdated:   {"updated", " last_updated_at new_updated ", words.FilterSortUpdated},
	ByActivity:  {"activity", "", words.FilterSortActivity},
	ByCreated:   {"created", " published_at new ", words.FilterAboutCreated},
	ByCompleted: {"completed", "", words.FilterAboutCompleted},
	ByDue:       {"due", " sla ", words.FilterSortDue},
	ByRemind:    {"remind", "", words.FilterAboutRemind},
	ByPriority:  {"priority", "", words.FilterAboutPriority},
	ByStatus:    {"status", " status_id ", words.FilterAboutStatus},
	ByAssignee:  {"assignee", " assignee_id ", words.FilterAboutAssignee},
	ByGroup:     {"group", "", words.FilterAboutGroup},
	ByClient:    {"client", " client_id ", words.FilterAboutClient},
	BySubject:   {"subject", "", words.FilterSortSubject},
	ByComments:  {"comments", "", words.FilterSortComments},
	ByID:        {"id", "", words.FilterAboutID},
	ByPopular:   {"popular", "", words.FilterSortPopular},
	ByTrending:  {"trending", "", words.FilterSortTrending},
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
