package console

import (
	"bytes"
	"context"
	_ "embed"
	"html/template"
	"net/http"
	"strconv"
	"time"

	"deskside/shared/core/edge/entry"
	"deskside/shared/core/edge/identity"
	"deskside/shared/edge/letters"
	"deskside/shared/words"
	"deskside/shared/words/print"
)

//go:embed page.html
var source string

var pages = template.Must(template.New("page").Parse(source))

// page is what its template draws: texts, which it escapes.
type page struct {
	Language, Dir, Title string
	// Entered says that the key was entered, where there is one, Leaves that one can leave,
	// Shut that no key would open it. Notice is what came of what was done,
	// Wrong that it did not work.
	Entered, Leaves, Shut bool
	Notice                string
	Wrong                 bool
	Groups                []group
	More                  string
	// PeopleTitle is "" where nobody is known.
	PeopleTitle string
	People      []stands
	// Sites are all of those with a name, SitesTitle "" where there can be none.
	SitesTitle, SitesNone, SitesAdd string
	Sites                           []siteLink
	// Site is the name of the one that this is about, At where it is, Form what it is: Open
	// says that it is unfolded. Back leads to all.
	Site, At, Back string
	Form           *siteForm
	Open, Checks   bool
	// Snippet is what its pages embed.
	Snippet  string
	Findings []finding
	// W are the words that do not depend on anything.
	W labels
}

type labels struct {
	Enter, Key, Where, Leave, Again, Whole, Discard, Sure                               string
	Settings, Save, More, Embed, Check, Checked, Remove, RemoveSure, Secret, SecretHint string
}

type group struct {
	Title, None string
	// By is who goes on with it, Last when something last arrived.
	By    string
	Last  moment
	Items []item
}

// stands is a way in which people stand at the helpdesk, and how many do.
type stands struct{ Count, State, About string }

type item struct {
	ID, State, Tone, Kind, Line, Text, Why, Hint, Retry string
	// Came and Next are times as people and as programs read them.
	Came, Next moment
	Tries      string
	// Decides says that a person decides on it now.
	Decides bool
	// Sends says that it can be sent again.
	Sends bool
}

type moment struct{ Text, At string }

func (c *console) ask(w http.ResponseWriter, r *http.Request, status int, wrong *words.Say) {
	p := printer(r)
	it := newPage(p)
	if wrong != nil {
		it.Notice, it.Wrong = p.Say(*wrong), true
	}
	give(w, status, it)
}

func (c *console) show(w http.ResponseWriter, r *http.Request, status int, says *words.Say) {
	p := printer(r)
	it := newPage(p)
	it.Entered, it.Leaves = true, c.Key != ""
	if says != nil {
		it.Notice, it.Wrong = p.Say(*says), status >= 400
	}
	err := c.fill(r.Context(), it, p, c.Letters)
	if err == nil && c.Sites != nil {
		it.SitesTitle, it.SitesNone, it.SitesAdd = p.Say(words.OperatorSites()), p.Say(words.OperatorSitesNone()), p.Say(words.OperatorSiteNew())
		it.Sites, err = c.links(r.Context(), p)
	}
	if err != nil {
		status = http.StatusServiceUnavailable
		it.Notice, it.Wrong = p.Say(words.OperatorStore()), true
	}
	give(w, status, it)
}

// fill puts what is kept into a page.
func (c *console) fill(ctx context.Context, it *page, p print.Printer, from Letters) error {
	all, err := from.Letters(ctx)
	if err != nil {
		return err
	}
	last, err := from.Delivered(ctx)
	if err != nil {
		return err
	}
	people, err := from.People(ctx)
	if err != nil {
		return err
	}
	yours := group{Title: p.Say(words.OperatorYours()), None: p.Say(words.OperatorNone())}
	going := group{Title: p.Say(words.OperatorGoing()), None: p.Say(words.OperatorNoneGoing()), By: p.Say(words.OperatorBy(string(c.By)))}
	if !last.IsZero() {
		going.Last = at(p, last.UnixMilli(), words.OperatorLast)
	}
	for i := range all {
		if l := &all[i]; l.Waits() {
			yours.Items = append(yours.Items, itemOf(p, l))
		} else {
			going.Items = append(going.Items, itemOf(p, l))
		}
	}
	it.Groups = []group{yours, going}
	if len(people) > 0 {
		it.PeopleTitle = p.Say(words.OperatorPeople())
	}
	for _, state := range identity.States {
		if n := people[state]; n > 0 {
			it.People = append(it.People, stands{p.Say(words.OperatorPeopleCount(n)), p.Say(words.OperatorPerson(string(state))), p.Say(words.OperatorPersonAbout(string(state)))})
		}
	}
	if len(all) == letters.Most {
		it.More = p.Say(words.OperatorMore(words.Number(letters.Most)))
	}
	return nil
}

func newPage(p print.Printer) *page {
	return &page{
		Language: p.Language(), Dir: p.Dir(), Title: p.Say(words.OperatorTitle()),
		W: labels{
			Enter: p.Say(words.OperatorEnter()), Key: p.Say(words.OperatorKey()), Where: p.Say(words.OperatorKeyWhere()), Leave: p.Say(words.OperatorLeave()),
			Again: p.Say(words.OperatorAgain()), Whole: p.Say(words.OperatorWhole()), Discard: p.Say(words.OperatorDiscard()), Sure: p.Say(words.OperatorDiscardSure()),
			Settings: p.Say(words.OperatorSiteSettings()), Save: p.Say(words.OperatorSiteSave()), More: p.Say(words.OperatorSiteMore()), Embed: p.Say(words.OperatorSiteEmbed()), Check: p.Say(words.OperatorSiteCheck()), Checked: p.Say(words.OperatorSiteChecked()),
			Remove: p.Say(words.OperatorSiteRemove()), RemoveSure: p.Say(words.OperatorSiteRemoveSure()), Secret: p.Say(words.OperatorSiteSecret()), SecretHint: p.Say(words.OperatorSiteSecretHint()),
		},
	}
}

// tones are the colours of states, each of which its word says, too.
var tones = map[entry.State]string{
	entry.Waiting: "pending", entry.Sending: "pending", entry.Doubt: "hold", entry.Refused: "spam", entry.Uncertain: "open",
}

func itemOf(p print.Printer, l *letters.Letter) item {
	it := item{
		ID: l.ID, Tone: tones[l.State], Line: l.Line(), Text: l.Text,
		State: p.Say(words.OperatorState(string(l.State))), Kind: p.Say(words.OperatorKind(string(l.Kind), words.Number(l.Object))),
		Came: at(p, l.Added, words.OperatorCame), Retry: p.Say(words.OperatorRetry()),
		Decides: l.Waits() || l.State == entry.Waiting, Sends: l.Again(),
	}
	if l.Kind == entry.Vote {
		it.Line = p.Say(words.OperatorVote(l.Vote))
	}
	if it.Text == it.Line {
		it.Text = ""
	}
	for _, why := range l.Why {
		it.Why += p.Say(why) + " "
	}
	switch {
	case l.State == entry.Uncertain:
		it.Retry, it.Hint = p.Say(words.OperatorRetryUncertain()), p.Say(words.OperatorUncertainHint())
	case !l.Waits():
		it.Next = at(p, l.Due, words.OperatorNext)
		if l.Tries > 0 {
			it.Tries = p.Say(words.OperatorTries(l.Tries))
		}
	}
	return it
}

// at is a moment, in the one time that does not depend on who looks.
func at(p print.Printer, ms int64, says func(words.Value) words.Say) moment {
	t := time.UnixMilli(ms).UTC()
	return moment{p.Say(says(words.Text(t.Format("2006-01-02 15:04 UTC")))), t.Format(time.RFC3339)}
}

// give sends a whole page, or none.
func give(w http.ResponseWriter, status int, it *page) {
	var b bytes.Buffer
	if err := pages.Execute(&b, it); err != nil {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Language", it.Language)
	w.Header().Set("Content-Length", strconv.Itoa(b.Len()))
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes())
}
