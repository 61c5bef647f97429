package block

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"deskside/shared/content/html"
	"deskside/shared/content/text"
	"deskside/shared/core/edge/typed"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
	"deskside/shared/words/print"
)

// View is what a block shows.
type View struct {
	// Host is that of the helpdesk, with its port. Links lead nowhere else.
	Host string
	// Now is Unix seconds.
	Now int64
	// Names are those under which the helpdesk knows the client.
	Names []string
	// Written are the client's own posts, the latest first, More that there are others.
	Written []Post
	More    bool
	// Voted are those of others for or against which they voted.
	Voted []Post
	// Notices say what is missing and what to do about it, first of all.
	Notices []words.Say
}

// Post is a post with what has come of it.
type Post struct {
	ID         int64
	Type       helpdesk.PostType
	Title, URL string
	// Status is the helpdesk's own word, "" for none, Background and Ink its colours.
	Status, Background, Ink string
	Votes, Comments         int64
	// Active is when something last happened to it, Unix seconds, 0 where that is not known.
	Active int64
	// Reply is the latest that somebody else has said of it.
	Reply *Reply
	// Mine is how the client voted on it, if it is somebody else's.
	Mine helpdesk.Vote
}

// Reply is what somebody else said of a post.
type Reply struct {
	// Name may be "", Text is the beginning of what they said, At Unix seconds.
	Name, Text string
	At         int64
}

const (
	// titleLength and nameLength are how many characters are shown of what may have more.
	titleLength, nameLength = 160, 60
	// replyLength is for how many characters of a reply there is room.
	replyLength = 140
	// newFor is how long a reply is new, in seconds.
	newFor = 14 * 24 * 60 * 60
)

// Beginning is the beginning of what somebody said, in HTML, as text.
func Beginning(source string) string { return text.Excerpt(html.Parse(source), replyLength) }

// HTML draws a block in the language of a printer.
func (v *View) HTML(p print.Printer) []byte {
	d := drawing{View: v, p: p}
	d.whole(p.Language(), p.Dir(), func() {
		for _, say := range v.Notices {
			d.in(notice, func() { d.say(say) })
		}
		if names := v.names(); names != "" {
			d.in(line, func() { d.theirs(names) })
		}
		if len(v.Written) > 0 {
			d.posts(words.EdgeBlockWritten(), v.Written)
			if v.More {
				d.in(line, func() { d.in(about, func() { d.say(words.EdgeBlockMore()) }) })
			}
		}
		if len(v.Voted) > 0 {
			d.posts(words.EdgeBlockCast(), v.Voted)
		}
	})
	return d.b
}

// names are those of the client, each once, without one that is an address.
func (v *View) names() string {
	var all []string
	seen := map[string]bool{}
	for _, name := range v.Names {
		name = short(typed.OneLine(name), nameLength)
		if name != "" && !strings.Contains(name, "@") && !seen[name] {
			seen[name] = true
			all = append(all, name)
		}
	}
	return strings.Join(all, ", ")
}

type drawing struct {
	*View
	markup
	p print.Printer
}

func (d *drawing) say(say words.Say) { d.text(d.p.Say(say)) }

// theirs writes what somebody else wrote: whatever its direction, it turns nothing around it.
func (d *drawing) theirs(text string) { d.in(apart, func() { d.text(text) }) }

func (d *drawing) posts(title words.Say, posts []Post) {
	d.in(heading, func() { d.say(title) })
	d.in(list, func() {
		for i := range posts {
			d.in(item, func() { d.post(&posts[i]) })
		}
	})
}

func (d *drawing) post(o *Post) {
	title := short(typed.OneLine(o.Title), titleLength)
	if title == "" {
		title = "#" + strconv.FormatInt(o.ID, 10)
	}
	if leads(o.URL, d.Host) {
		d.link(o.URL, func() { d.theirs(title) })
	} else {
		d.theirs(title)
	}
	if o.Reply != nil && d.Now-o.Reply.At < newFor {
		d.text(" ")
		d.in(fresh, func() { d.say(words.EdgeBlockNew()) })
	}
	d.in(about, func() {
		if status := short(typed.OneLine(o.Status), nameLength); status != "" {
			d.coloured(o.Background, o.Ink, status)
			d.text(" ")
		}
		for i, one := range d.facts(o) {
			if i > 0 {
				d.text(" · ")
			}
			d.in(fact, func() { d.text(one) })
		}
	})
	if o.Reply != nil {
		d.in(quoted, func() { d.reply(o.Reply) })
	}
}

// facts are what is told of a post in a word or two each.
func (d *drawing) facts(o *Post) []string {
	all := []string{d.p.Say(words.EdgeBlockType(string(o.Type))), d.p.Say(words.EdgeBlockVotes(o.Votes))}
	if o.Comments > 0 {
		all = append(all, d.p.Say(words.EdgeBlockComments(o.Comments)))
	}
	if o.Active > 0 {
		all = append(all, d.p.Say(d.when(o.Active)))
	}
	switch o.Mine {
	case helpdesk.VoteUp:
		all = append(all, d.p.Say(words.EdgeBlockFor()))
	case helpdesk.VoteDown:
		all = append(all, d.p.Say(words.EdgeBlockAgainst()))
	}
	return all
}

func (d *drawing) reply(a *Reply) {
	when := words.Within(d.when(a.At))
	if name := short(typed.OneLine(a.Name), nameLength); name != "" && !strings.Contains(name, "@") {
		d.say(words.EdgeBlockReply(words.Text("\u2068"+name+"\u2069"), when))
	} else {
		d.say(words.EdgeBlockReplyUnnamed(when))
	}
	d.text(" ")
	d.theirs(short(typed.OneLine(a.Text), replyLength))
}

// when says how long ago something was, of what is long ago its day.
func (d *drawing) when(at int64) words.Say {
	const day = 24 * time.Hour
	switch ago := time.Duration(max(d.Now-max(at, 0), 0)) * time.Second; {
	case ago < day:
		return words.EdgeBlockHours(int64(ago / time.Hour))
	case ago < 31*day:
		return words.EdgeBlockDays(int64(ago / day))
	}
	year, month, of := time.Unix(at, 0).UTC().Date()
	return words.EdgeBlockDate(words.Text(strconv.Itoa(year)), words.Text(two(int(month))), words.Text(two(of)))
}

func two(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// short is the beginning of a text of at most so many characters.
func short(s string, most int) string {
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most-1]) + "…"
}
