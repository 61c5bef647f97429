package agent

import (
	"slices"
	"strings"

	"deskside/shared/agent"
	"deskside/shared/api"
	"deskside/shared/core"
	"deskside/shared/core/boxes"
	"deskside/shared/filter/fold"
	"deskside/shared/helpdesk"
	"deskside/shared/outbox"
	"deskside/shared/words"
)

//go:generate go run deskside/build/codec -o bulk_gen.go

// BulkArgs asks what can be done to several tickets at once: operation
// "bulk.offer".
type BulkArgs struct {
	// Tickets are those that somebody has selected, as their helpdesks told them.
	Tickets     []Told               `msg:"tickets"`
	Box         []byte               `msg:"box"`
	Accounts    []Account            `msg:"accounts"`
	Directories []helpdesk.Directory `msg:"directories"`
}

// BulkResult is what can be done, in the order in which it is shown.
type BulkResult struct {
	Offers []BulkOffer `msg:"offers"`
	// Asks says that what is done to all of them is asked once before it is.
	Asks bool `msg:"asks"`
	// Most is how many can be changed at once.
	Most int `msg:"most"`
}

// BulkOffer is one kind of act on several tickets.
type BulkOffer struct {
	What BulkWhat `msg:"what"`
	// Property is what names the values: that of one of the tickets, of an
	// additional field. Kind and Title are of such a field.
	Property helpdesk.Property  `msg:"property"`
	Kind     helpdesk.FieldKind `msg:"kind"`
	Title    string             `msg:"title"`
	// Works is of how many tickets it can be changed at all.
	Works int `msg:"works"`
	// Free says that any text can be given.
	Free    bool         `msg:"free"`
	Choices []BulkChoice `msg:"choices"`
}

// BulkWhat is a property that is changed, or one of the words below; an additional
// field is "field/" and what it is called, since its number is each account's own.
type BulkWhat string

const (
	// BulkDone ends tickets, BulkMine gives them to the agent. Each has one choice.
	BulkDone BulkWhat = "done"
	BulkMine BulkWhat = "mine"
	// BulkUntag takes a tag away.
	BulkUntag BulkWhat = "untag"
)

// BulkChoice is a value by its name, whatever its number in each account.
type BulkChoice struct {
	// Choice is what to give back.
	Choice string `msg:"choice"`
	// Value, Title and State are as in helpdesk.Choice, of one of the accounts.
	Value string         `msg:"value"`
	Title string         `msg:"title"`
	State helpdesk.State `msg:"state"`
	// Works is for how many tickets it changes something, Asks says that it is
	// asked before it is done: since they are many, or since nothing takes it back.
	Works int  `msg:"works"`
	Asks  bool `msg:"asks"`
}

// ActAllArgs enters one change of several tickets as a batch: operation
// "outbox.all". Tickets for which it does not work are left out.
type ActAllArgs struct {
	Box []byte `msg:"box"`
	// Key is a random id, which names the batch.
	Key    string   `msg:"key"`
	What   BulkWhat `msg:"what"`
	Choice string   `msg:"choice"`
	// The others are as in BulkArgs.
	Tickets     []Told               `msg:"tickets"`
	Accounts    []Account            `msg:"accounts"`
	Directories []helpdesk.Directory `msg:"directories"`
}

// Bounds of what is done at once: of more than many tickets it is asked first.
const (
	many     = 25
	mostBulk = 500
)

// bulk is several tickets on which one thing is done.
type bulk struct {
	args *BulkArgs
	box  *outbox.Outbox
	// seen are the tickets as people see them, known what their accounts know.
	seen  []Told
	known []*helpdesk.Known
	me    []int64
	// settings are what kinds of tickets can be given, by account and type.
	settings map[string][]setting
	of       [][]setting
}

// setting is a property of a kind of tickets with what it can be given.
type setting struct {
	helpdesk.Changeable
	what    BulkWhat
	kind    helpdesk.FieldKind
	title   string
	choices []helpdesk.Choice
}

func (f face) bulkOf(a *BulkArgs, o *outbox.Outbox) *bulk {
	b := &bulk{args: a, box: o, settings: map[string][]setting{}}
	for i := range a.Tickets {
		t := a.Tickets[i]
		account := slices.IndexFunc(a.Accounts, func(one Account) bool { return one.ID == t.Row.Account })
		d := f.directoryOf(&Account{ID: t.Row.Account, System: t.Row.System}, a.Directories)
		k, me := &helpdesk.Known{Directory: d}, d.Me
		if account >= 0 && a.Accounts[account].Me != 0 {
			// Who has said who they are is believed before what was read when nobody had.
			me = a.Accounts[account].Me
		}
		seen := t
		seen.Values = nil
		seen.lay(o, k)
		kind := t.Row.Account + "\n" + t.Row.Type
		if _, ok := b.settings[kind]; !ok && d.Desk != nil {
			b.settings[kind] = settingsOf(k, t.Row.Type)
		}
		b.seen, b.known, b.me, b.of = append(b.seen, seen), append(b.known, k), append(b.me, me), append(b.of, b.settings[kind])
	}
	return b
}

// settingsOf is what of tickets of a type can be given to several of them. An
// option below another one is not: rows do not tell of the field above.
func settingsOf(k *helpdesk.Known, kind string) (all []setting) {
	for _, c := range k.Changes(kind) {
		if c.Property == helpdesk.PropertyBin {
			continue
		}
		s := setting{Changeable: c, what: BulkWhat(c.Property), choices: k.Choices(kind, c.Property)}
		if of, id := c.Property.Field(); id != 0 {
			at := slices.IndexFunc(k.Fields, func(f helpdesk.FieldEntry) bool { return f.ID == id })
			if at < 0 || k.Fields[at].Parent != 0 || of == helpdesk.CheckboxField && len(k.Fields[at].Options) > 0 {
				continue
			}
			s.kind, s.title = of, k.Fields[at].Name
			s.what = BulkWhat("field/" + fold.String(s.title))
		}
		all = append(all, s)
	}
	return all
}

// choiceOf names a choice across accounts: by what people read.
func choiceOf(c *helpdesk.Choice) string {
	if c.Title == "" {
		return "=" + c.Value
	}
	return fold.String(c.Title)
}

// at is the setting of a ticket by which something is done, nil where it cannot be.
func (b *bulk) at(i int, what BulkWhat) *setting {
	switch what {
	case BulkDone:
		what = BulkWhat(helpdesk.PropertyStatus)
	case BulkMine:
		what = BulkWhat(helpdesk.PropertyAssignee)
	case BulkUntag:
		what = BulkWhat(helpdesk.PropertyTags)
	}
	for j := range b.of[i] {
		if s := &b.of[i][j]; s.what == what {
			return s
		}
	}
	return nil
}

// wish is what of a ticket is given which value; ok is false where it cannot be,
// or is so already.
func (b *bulk) wish(i int, what BulkWhat, choice string) (p helpdesk.Property, want string, ok bool) {
	row := &b.seen[i].Row
	if what == BulkWhat(helpdesk.PropertyBin) {
		for _, to := range b.bins(i) {
			if "="+string(to.Bin) == choice {
				return to.Property, to.Want, true
			}
		}
		return "", "", false
	}
	s := b.at(i, what)
	if s == nil {
		return "", "", false
	}
	var value *helpdesk.Choice
	for j := range s.choices {
		c := &s.choices[j]
		if what == BulkDone && c.State == helpdesk.Solved || what == BulkMine && b.me[i] != 0 && c.Value == helpdesk.Number(b.me[i]) || choiceOf(c) == choice {
			value = c
			break
		}
	}
	switch {
	case s.Property == helpdesk.PropertyTags:
		want, ok = b.tagged(row, s, what, choice)
		return s.Property, want, ok
	case s.kind == helpdesk.TextField || s.kind == helpdesk.DateField:
		return s.Property, strings.TrimPrefix(choice, "="), true
	case value == nil:
		return "", "", false
	case what == BulkDone && (row.Status.State == helpdesk.Solved || row.Status.State == helpdesk.Closed):
		return "", "", false
	case what == BulkDone && s.How != helpdesk.Sets:
		return "", "", false
	}
	if row.tells(s.Property) && row.value(s.Property) == value.Value {
		return "", "", false
	}
	return s.Property, value.Value, true
}

// tagged is a ticket's tags with one more, or one less.
func (b *bulk) tagged(row *Row, s *setting, what BulkWhat, choice string) (string, bool) {
	named := func(tag string) bool { return fold.String(tag) == fold.String(choice) }
	at := slices.IndexFunc(row.Tags, named)
	if what == BulkUntag {
		if at < 0 || s.How != helpdesk.Sets {
			return "", false
		}
		return helpdesk.Several(slices.Delete(slices.Clone(row.Tags), at, at+1)), true
	}
	tag := strings.TrimSpace(choice)
	if i := slices.IndexFunc(s.choices, func(c helpdesk.Choice) bool { return named(c.Value) }); i >= 0 {
		tag = s.choices[i].Value
	}
	if at >= 0 || tag == "" {
		return "", false
	}
	return helpdesk.Several(append(slices.Clone(row.Tags), tag)), true
}

// bins are those into which a ticket can be put from where it lies.
func (b *bulk) bins(i int) (all []helpdesk.Binning) {
	now := b.seen[i].Row.Bin
	if now == helpdesk.Gone || b.known[i].Desk == nil {
		return nil
	}
	for _, to := range b.known[i].Binnings(b.seen[i].Row.Type) {
		// What is in the trash is recovered first, before it is archived.
		if to.Bin != now && (now != helpdesk.Trash || to.Bin != helpdesk.Archive) {
			all = append(all, to)
		}
	}
	return all
}

// tells reports whether rows tell of a property.
func (r *Row) tells(p helpdesk.Property) bool {
	switch p {
	case helpdesk.PropertyStatus:
		return r.Status.ID != 0
	case helpdesk.PropertyAssignee, helpdesk.PropertyTags, helpdesk.PropertyBin:
		return true
	case helpdesk.PropertyPriority:
		return r.Priority != ""
	}
	return false
}

func (f face) offerBulk(a *BulkArgs, _ *core.Input) (*BulkResult, error) {
	o, err := boxes.Open(a.Box)
	if err != nil {
		return nil, err
	}
	b := f.bulkOf(a, o)
	result := &BulkResult{Asks: len(a.Tickets) > many, Most: mostBulk}
	for _, what := range [...]BulkWhat{BulkDone, BulkMine} {
		if c := b.choice(what, helpdesk.Choice{}, ""); c.Works > 0 {
			result.Offers = append(result.Offers, BulkOffer{What: what, Property: helpdesk.PropertyStatus, Works: c.Works, Choices: []BulkChoice{c}})
		}
	}
	for i := range b.of {
		for j := range b.of[i] {
			s := &b.of[i][j]
			if slices.ContainsFunc(result.Offers, func(o BulkOffer) bool { return o.What == s.what }) {
				continue
			}
			result.Offers = append(result.Offers, b.offer(s))
			if s.Property == helpdesk.PropertyTags {
				if untag := b.untag(s); len(untag.Choices) > 0 {
					result.Offers = append(result.Offers, untag)
				}
			}
		}
	}
	if bins := b.offerBins(); len(bins.Choices) > 0 {
		result.Offers = append(result.Offers, bins)
	}
	return result, nil
}

// choice counts for how many tickets a value does something.
func (b *bulk) choice(what BulkWhat, c helpdesk.Choice, id string) BulkChoice {
	out := BulkChoice{Choice: id, Value: c.Value, Title: c.Title, State: c.State}
	for i := range b.seen {
		if _, _, ok := b.wish(i, what, id); ok {
			out.Works++
		}
	}
	out.Asks = out.Works > many || what == BulkWhat(helpdesk.PropertyBin) && helpdesk.Bin(c.Value) == helpdesk.Gone
	return out
}

// offer is a setting of one of the tickets as all of them have it.
func (b *bulk) offer(s *setting) BulkOffer {
	out := BulkOffer{What: s.what, Property: s.Property, Kind: s.kind, Title: s.title}
	out.Free = s.Property == helpdesk.PropertyTags || s.kind == helpdesk.TextField || s.kind == helpdesk.DateField
	var ids []string
	for i := range b.seen {
		one := b.at(i, s.what)
		if one == nil {
			continue
		}
		out.Works++
		for j := range one.choices {
			c := &one.choices[j]
			if id := choiceOf(c); !slices.Contains(ids, id) {
				ids = append(ids, id)
				if counted := b.choice(s.what, *c, id); counted.Works > 0 {
					out.Choices = append(out.Choices, counted)
				}
			}
		}
	}
	return out
}

// untag offers the tags that some of the tickets have.
func (b *bulk) untag(s *setting) BulkOffer {
	out := BulkOffer{What: BulkUntag, Property: s.Property}
	for i := range b.seen {
		for _, tag := range b.seen[i].Row.Tags {
			id := fold.String(tag)
			if slices.ContainsFunc(out.Choices, func(c BulkChoice) bool { return c.Choice == id }) {
				continue
			}
			if c := b.choice(BulkUntag, helpdesk.Choice{Value: tag, Title: tag}, id); c.Works > 0 {
				out.Choices = append(out.Choices, c)
				out.Works = max(out.Works, c.Works)
			}
		}
	}
	return out
}

func (b *bulk) offerBins() BulkOffer {
	out := BulkOffer{What: BulkWhat(helpdesk.PropertyBin), Property: helpdesk.PropertyBin}
	for _, bin := range [...]helpdesk.Bin{"", helpdesk.Archive, helpdesk.Trash, helpdesk.Gone} {
		if c := b.choice(out.What, helpdesk.Choice{Value: string(bin)}, "="+string(bin)); c.Works > 0 {
			out.Choices = append(out.Choices, c)
			out.Works = max(out.Works, c.Works)
		}
	}
	return out
}

// actAll enters one change of several tickets.
func (f face) actAll(a *ActAllArgs, in *core.Input) (*ActsResult, error) {
	if len(a.Tickets) > mostBulk {
		return nil, &api.Error{Kind: api.Invalid, Fields: []api.FieldError{{Field: "tickets", Say: words.ListMany(words.Number(mostBulk))}}}
	}
	return inBox(a.Box, func(o *outbox.Outbox) error {
		b := f.bulkOf(&BulkArgs{Tickets: a.Tickets, Accounts: a.Accounts, Directories: a.Directories}, o)
		for i := range a.Tickets {
			p, want, ok := b.wish(i, a.What, a.Choice)
			if !ok {
				continue
			}
			row := &a.Tickets[i].Row
			seen, known := row.value(p), row.tells(p)
			if past(o, row.Key, p, a.Tickets[i].ReadAt) {
				seen = b.seen[i].Row.value(p)
			}
			act := agent.Act{Account: row.Account, System: row.System, Ticket: row.ID, Type: row.Type, Subject: row.Subject, Property: p, Seen: seen, Known: known}
			if err := f.enter(o, a.Key+"."+helpdesk.Number(row.ID)+"."+row.Account, a.Key, &act, want, in.Now); err != nil {
				return err
			}
		}
		return nil
	})
}

// past reports whether what was read of a property is older than what was sent of
// it: then that is what people see.
func past(o *outbox.Outbox, lane string, p helpdesk.Property, readAt int64) bool {
	later := false
	for i := range o.Entries {
		e := &o.Entries[i]
		if e.Lane != lane || agent.PropertyOf(e) != p || e.State == outbox.TakenBack {
			continue
		}
		if e.State != outbox.Sent {
			return false
		}
		later = later || e.Settled > readAt
	}
	return later
}

// stopAll takes back what of a batch has not gone out.
func stopAll(a *boxes.EntryArgs, in *core.Input) (*ActsResult, error) {
	return inBox(a.Box, func(o *outbox.Outbox) error {
		o.Stop(a.Key, in.Now)
		return nil
	})
}

// tryAll sends again what of a batch has failed. What differs from what was seen
// stays: each of these is for somebody to look at.
func tryAll(a *boxes.EntryArgs, in *core.Input) (*ActsResult, error) {
	return inBox(a.Box, func(o *outbox.Outbox) error {
		for i := range o.Entries {
			e := &o.Entries[i]
			if a.Key == "" || e.Batch != a.Key || e.State != outbox.NeedsYou {
				continue
			}
			if refused := refusedOf(e); refused == nil || refused.Differs == nil {
				agent.Hasten(o, e.Key, in.Now)
			}
		}
		return nil
	})
}
